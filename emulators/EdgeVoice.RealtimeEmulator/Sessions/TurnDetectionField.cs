using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Protocol;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>Merges <c>audio.input.turn_detection</c>: a new type starts from that type's defaults, the same type keeps what was set.</summary>
internal static class TurnDetectionField
{
    public static JsonObject? Merge(JsonObject? current, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw JsonFields.WrongType(path, "an object or null", value);
        }

        var type = value.OptionalString("type", path) ?? (string?)current?["type"] ?? "server_vad";
        var defaults = type switch
        {
            "server_vad" => SessionDefaults.ServerVad(),
            "semantic_vad" => SessionDefaults.SemanticVad(),
            _ => throw JsonFields.Invalid($"{path}.type", "use 'server_vad', 'semantic_vad' or a null turn_detection"),
        };
        var merged = (string?)current?["type"] == type ? (JsonObject)current.DeepClone() : defaults;
        foreach (var field in value.EnumerateObject().Where(field => field.Name != "type"))
        {
            var at = $"{path}.{field.Name}";
            if (!defaults.ContainsKey(field.Name))
            {
                throw new RealtimeException(ErrorCodes.UnknownParameter, $"Unknown parameter: '{at}'.", at);
            }

            merged[field.Name] = field.Value.ValueKind == JsonValueKind.Null ? defaults[field.Name]?.DeepClone() : Read(field.Name, field.Value, at);
        }

        return merged;
    }

    private static JsonNode Read(string name, JsonElement value, string path) => name switch
    {
        "threshold" => value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 1 and var threshold
            ? threshold
            : throw JsonFields.Invalid(path, "use a number from 0 to 1"),
        "prefix_padding_ms" => Whole(value, path, 0, 10_000),
        "silence_duration_ms" => Whole(value, path, 10, 10_000),
        "idle_timeout_ms" => Whole(value, path, 5_000, 30_000),
        "eagerness" => value.ValueKind == JsonValueKind.String && value.AsText(path) is "low" or "medium" or "high" or "auto"
            ? value.AsText(path)
            : throw JsonFields.Invalid(path, "use 'low', 'medium', 'high' or 'auto'"),
        _ => value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw JsonFields.WrongType(path, "a boolean", value),
    };

    private static int Whole(JsonElement value, string path, int least, int most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw JsonFields.Invalid(path, $"use a whole number from {least} to {most}");
}
