namespace EdgeVoice.AppHost.Comparison;

/// <summary>Differences of files for people: how many lines.</summary>
internal static class TextChanges
{
    public static Change Compare(string group, string path, string? before, string? after)
    {
        var subject = Path.GetFileName(path);
        if (before is null || after is null)
        {
            return new Change(group, subject, before is null ? "is new" : "is gone");
        }

        var old = Count(before);
        var young = Count(after);
        var removed = old.Sum(pair => Math.Max(0, pair.Value - young.GetValueOrDefault(pair.Key)));
        var added = young.Sum(pair => Math.Max(0, pair.Value - old.GetValueOrDefault(pair.Key)));
        return new Change(group, subject, FormattableString.Invariant($"{added} lines added, {removed} removed"));
    }

    private static Dictionary<string, int> Count(string text) => text.Split('\n').CountBy(line => line).ToDictionary();
}
