using System.Text.Json.Nodes;

namespace EdgeVoice.Agent.Tools;

/// <summary>What the model is told of a tool.</summary>
/// <param name="Parameters">JSON schema of the arguments.</param>
internal sealed record ToolDefinition(string Name, string Description, JsonObject Parameters);
