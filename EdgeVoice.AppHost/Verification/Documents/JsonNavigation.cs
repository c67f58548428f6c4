using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Verification.Documents;

/// <summary>Reads documents that may lack anything.</summary>
internal static class JsonNavigation
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> names) =>
        node.At(names) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? (string)value! : null;

    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> names) =>
        node.At(names) is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public static bool? Flag(this JsonNode? node, params ReadOnlySpan<string> names) =>
        node.At(names) is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static IEnumerable<JsonNode> Items(this JsonNode? node, params ReadOnlySpan<string> names) =>
        node.At(names) is JsonArray array ? array.OfType<JsonNode>() : [];

    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> names) =>
        node.Items(names).Select(item => item.Text()).OfType<string>();

    /// <summary>The string values of an object.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonNode? node, params ReadOnlySpan<string> names) =>
        node.At(names) is JsonObject map ? map.Where(pair => pair.Value.Text() is not null).ToDictionary(pair => pair.Key, pair => pair.Value.Text()!) : new Dictionary<string, string>();

    /// <summary>Every value below, itself first, with the path to it.</summary>
    public static IEnumerable<(string Path, JsonNode Node)> Walk(this JsonNode node, string path = "")
    {
        yield return (path, node);
        var children = node switch
        {
            JsonObject map => map.Select(pair => (Path: path.Length == 0 ? pair.Key : $"{path}.{pair.Key}", pair.Value)),
            JsonArray array => array.Select((item, index) => (Path: FormattableString.Invariant($"{path}[{index}]"), Value: item)),
            _ => [],
        };
        foreach (var (childPath, child) in children)
        {
            if (child is not null)
            {
                foreach (var below in child.Walk(childPath))
                {
                    yield return below;
                }
            }
        }
    }
}
