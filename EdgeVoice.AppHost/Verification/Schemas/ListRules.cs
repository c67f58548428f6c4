using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Verification.Schemas;

/// <summary>Lists that are maps or sets: a server-side apply refuses two entries with the same key.</summary>
internal static class ListRules
{
    // The only key with a default that OpenAPI 2 does not tell.
    private const string ProtocolKey = "protocol";
    private const string DefaultProtocol = "TCP";

    public static void Check(JsonElement schema, JsonArray array, string path, Action<string, string> add)
    {
        var type = schema.TryGetProperty("x-kubernetes-list-type", out var listType) ? listType.GetString() : null;
        var keys = schema.TryGetProperty("x-kubernetes-list-map-keys", out var mapKeys) ? mapKeys.EnumerateArray().Select(key => key.GetString()!).ToArray()
            : schema.TryGetProperty("x-kubernetes-patch-merge-key", out var mergeKey) ? [mergeKey.GetString()!]
            : [];
        if (type == "set" || (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True))
        {
            Report(array.Select(item => item?.ToJsonString() ?? "null"));
        }
        else if (type == "map")
        {
            Report(array.OfType<JsonObject>().Select(item => string.Join(", ", keys.Select(key => $"{key} {Value(item, key)}"))));
        }

        void Report(IEnumerable<string> identities)
        {
            foreach (var twice in identities.GroupBy(identity => identity).Where(group => group.Count() > 1))
            {
                add(path, $"has two entries with {twice.Key}");
            }
        }
    }

    private static string Value(JsonObject item, string key) => item[key]?.ToJsonString() ?? (key == ProtocolKey ? $"\"{DefaultProtocol}\"" : "none");
}
