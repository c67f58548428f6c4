using System.Text.Json.Nodes;

namespace EdgeVoice.Agent.Tools;

/// <summary>Builds the JSON schema of a tool whose arguments are all required.</summary>
internal static class ToolSchema
{
    public static JsonObject Object(params (string Name, string Type, string Description)[] properties) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create<string, JsonNode?>(
            property.Name,
            new JsonObject { ["type"] = property.Type, ["description"] = property.Description }))),
        ["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Name)]),
        ["additionalProperties"] = false,
    };
}
