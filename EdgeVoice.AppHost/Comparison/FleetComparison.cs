using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Comparison;

/// <summary>What an operator would want to know before applying a fleet over an earlier one.</summary>
internal static class FleetComparison
{
    private static readonly string[] s_structured = [".yaml", ".json"];

    /// <summary>Grouped by region, then what all share; nothing when both are the same.</summary>
    public static IReadOnlyList<Change> Compare(PublishedFleet before, PublishedFleet after)
    {
        var files = before.Files.Concat(after.Files).Select(file => file.Path).Where(path => path.Contains('/', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
        var changed = files.Where(path => before.Text(path) != after.Text(path)).ToArray();
        var structured = changed.Where(path => s_structured.Contains(Path.GetExtension(path))).GroupBy(Group);
        var changes = structured.SelectMany(group => CompareDocuments(group.Key, [.. group], before, after));
        var texts = changed.Where(path => !s_structured.Contains(Path.GetExtension(path))).Select(path => TextChanges.Compare(Group(path), path, before.Text(path), after.Text(path)));
        return [.. changes.Concat(texts).OrderBy(change => Rank(change.Group)).ThenBy(change => change.Group, StringComparer.Ordinal)];
    }

    /// <summary>The folder that a file belongs to: a region, <c>global</c>, or one of the options.</summary>
    public static string Group(string path) => path.Split('/') is ["options", var option, ..] ? $"options/{option}" : path.Split('/')[0];

    // An object may move from one file to another; that alone is no change.
    private static IEnumerable<Change> CompareDocuments(string group, IReadOnlyList<string> paths, PublishedFleet before, PublishedFleet after)
    {
        var old = ByIdentity(paths, before);
        var young = ByIdentity(paths, after);
        foreach (var identity in old.Keys.Union(young.Keys).Order(StringComparer.Ordinal))
        {
            var (one, other) = (old.GetValueOrDefault(identity), young.GetValueOrDefault(identity));
            if (one is null || other is null)
            {
                yield return new Change(group, identity, one is null ? "is new" : "is gone");
                continue;
            }

            foreach (var text in Phrases.Of(other, one, ValueComparison.Compare(one.Node, other.Node)))
            {
                yield return new Change(group, identity, text);
            }
        }
    }

    private static Dictionary<string, FleetDocument> ByIdentity(IEnumerable<string> paths, PublishedFleet fleet)
    {
        var documents = new Dictionary<string, FleetDocument>();
        foreach (var document in paths.SelectMany(path => fleet.Documents(path).Select(node => new FleetDocument(path, node))))
        {
            documents[document.Kind.Length > 0 && document.Name.Length > 0 ? document.Identity : Path.GetFileName(document.File)] = document;
        }

        return documents;
    }

    private static int Rank(string group) => group == "global" ? 1 : group.StartsWith("options/", StringComparison.Ordinal) ? 2 : 0;
}
