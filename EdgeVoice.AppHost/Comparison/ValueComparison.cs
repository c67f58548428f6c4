using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Comparison;

/// <summary>Finds the places where two documents differ. A list is compared by the names of its items where they have names, so that an insertion is one change.</summary>
internal static class ValueComparison
{
    // What tells the items of a list apart, the first that all of them have.
    private static readonly string[] s_keys = ["name", "topologyKey", "path", "key", "hostname", "mountPath", "containerPort", "port"];

    public static IEnumerable<ValueChange> Compare(JsonNode? before, JsonNode? after) => Compare(before, after, []);

    private static IEnumerable<ValueChange> Compare(JsonNode? before, JsonNode? after, IReadOnlyList<string> path)
    {
        if (JsonNode.DeepEquals(before, after))
        {
            return [];
        }

        return (before, after) switch
        {
            (JsonObject one, JsonObject other) => one.Select(pair => pair.Key).Union(other.Select(pair => pair.Key))
                .SelectMany(name => Compare(one[name], other[name], [.. path, name])),
            (JsonArray one, JsonArray other) when Keyed(one, other) is { } key => CompareKeyed(ByKey(one, key), ByKey(other, key), path),
            (JsonArray one, JsonArray other) when one.Concat(other).All(item => item is JsonValue) => CompareSets(one, other, path),
            _ => [new ValueChange(path, before, after)],
        };
    }

    private static IEnumerable<ValueChange> CompareKeyed(Dictionary<string, JsonNode> before, Dictionary<string, JsonNode> after, IReadOnlyList<string> path) =>
        before.Keys.Union(after.Keys).SelectMany(name => Compare(before.GetValueOrDefault(name), after.GetValueOrDefault(name), [.. path, $"[{name}]"]));

    private static IEnumerable<ValueChange> CompareSets(JsonArray before, JsonArray after, IReadOnlyList<string> path)
    {
        var old = before.Select(item => item!.ToJsonString()).ToArray();
        var young = after.Select(item => item!.ToJsonString()).ToArray();
        var removed = old.Except(young).Select(text => new ValueChange(path, JsonNode.Parse(text), null));
        var added = young.Except(old).Select(text => new ValueChange(path, null, JsonNode.Parse(text)));
        // One value in the place of another is one change; the rest came or went.
        return old.Length == 1 && young.Length == 1 || old.Order(StringComparer.Ordinal).SequenceEqual(young.Order(StringComparer.Ordinal))
            ? [new ValueChange(path, before, after)]
            : [.. removed, .. added];
    }

    private static string? Keyed(JsonArray one, JsonArray other) => one.Concat(other).All(item => item is JsonObject)
        ? s_keys.FirstOrDefault(key => IsKey(one, key) && IsKey(other, key))
        : null;

    private static bool IsKey(JsonArray array, string key)
    {
        var values = array.Select(item => item.At(key) is JsonValue value ? value.ToString() : null).ToArray();
        return values.All(value => value is not null) && values.Distinct().Count() == values.Length;
    }

    private static Dictionary<string, JsonNode> ByKey(JsonArray array, string key) => array.OfType<JsonNode>().ToDictionary(item => item.At(key)!.ToString());
}
