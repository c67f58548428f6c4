namespace EdgeVoice.AppHost.Comparison;

/// <summary>Changes as lines: what all regions share is told once, the rest region by region.</summary>
internal static class ChangeReport
{
    public static IEnumerable<string> Lines(IReadOnlyList<Change> changes, IReadOnlyCollection<string> regions)
    {
        if (changes.Count == 0)
        {
            return ["No difference."];
        }

        var shared = regions.Count < 2 ? [] : changes
            .Where(change => regions.Contains(change.Group))
            .GroupBy(change => (change.Subject, change.Text))
            .Where(group => group.Select(change => change.Group).Distinct().Count() == regions.Count)
            .Select(group => group.Key)
            .ToHashSet();
        var rest = changes.Where(change => !regions.Contains(change.Group) || !shared.Contains((change.Subject, change.Text))).GroupBy(change => change.Group);
        return (shared.Count == 0 ? [] : Block("every region", shared.Select(change => (change.Subject, change.Text))))
            .Concat(rest.SelectMany(group => Block(group.Key, group.Select(change => (change.Subject, change.Text)))));
    }

    private static IEnumerable<string> Block(string heading, IEnumerable<(string Subject, string Text)> changes) =>
        changes.GroupBy(change => change.Subject).Select(group => $"  {group.Key}: {string.Join("; ", group.Select(change => change.Text))}").Prepend($"{heading}:");
}
