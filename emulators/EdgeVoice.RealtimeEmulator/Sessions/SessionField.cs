using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Protocol;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>Checks one plain field that sessions and responses share, and gives its effective value.</summary>
internal static class SessionField
{
    public static JsonNode? Read(string name, JsonElement value, string path)
    {
        var cleared = value.ValueKind == JsonValueKind.Null;
        return name switch
        {
            "instructions" => cleared ? "" : value.ValueKind == JsonValueKind.String ? value.AsText(path) : throw JsonFields.WrongType(path, "a string", value),
            "output_modalities" => cleared ? new JsonArray("audio") : Modalities(value, path),
            "tools" => cleared ? [] : Tools(value, path),
            "tool_choice" => cleared ? "auto" : ToolChoice(value, path),
            "max_output_tokens" => cleared ? "inf" : MaxOutputTokens(value, path),
            "truncation" => cleared ? "auto" : JsonNode.Parse(value.GetRawText()),
            "tracing" or "prompt" or "include" or "reasoning" or "parallel_tool_calls" => cleared ? null : JsonNode.Parse(value.GetRawText()),
            _ => throw new RealtimeException(ErrorCodes.UnknownParameter, $"Unknown parameter: '{path}'.", path),
        };
    }

    private static JsonArray Modalities(JsonElement value, string path)
    {
        // The provider speaks or writes, it does not do both.
        var names = Array(value, path).Select(entry => entry.ValueKind == JsonValueKind.String ? entry.AsText(path) : "").ToArray();
        return names is ["audio"] or ["text"] ? new JsonArray(names[0]) : throw JsonFields.Invalid(path, "use [\"audio\"] or [\"text\"]");
    }

    private static JsonArray Tools(JsonElement value, string path)
    {
        var index = 0;
        foreach (var tool in Array(value, path))
        {
            var at = $"{path}[{index++}]";
            if (tool.ValueKind != JsonValueKind.Object)
            {
                throw JsonFields.WrongType(at, "an object", tool);
            }

            if (tool.RequiredString("type", at) is not ("function" or "mcp"))
            {
                throw JsonFields.Invalid($"{at}.type", "use 'function' or 'mcp'");
            }

            if (tool.RequiredString("type", at) == "function")
            {
                _ = tool.RequiredString("name", at);
                _ = tool.OptionalString("description", at);
                _ = tool.OptionalObject("parameters", at);
            }
        }

        return JsonArray.Create(value.Clone())!;
    }

    private static JsonNode ToolChoice(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String when value.AsText(path) is "auto" or "none" or "required" => value.AsText(path),
        JsonValueKind.Object when value.RequiredString("type", path) is "function" or "mcp" => JsonObject.Create(value.Clone())!,
        _ => throw JsonFields.Invalid(path, "use 'auto', 'none', 'required' or {\"type\": \"function\", \"name\": …}"),
    };

    private static JsonNode MaxOutputTokens(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.String && value.AsText(path) == "inf")
        {
            return "inf";
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count is >= 1 and <= 4096
            ? count
            : throw JsonFields.Invalid(path, "use a whole number from 1 to 4096, or \"inf\"");
    }

    private static JsonElement.ArrayEnumerator Array(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw JsonFields.WrongType(path, "an array", value);
}
