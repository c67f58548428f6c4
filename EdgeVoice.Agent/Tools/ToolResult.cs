namespace EdgeVoice.Agent.Tools;

/// <param name="Output">JSON that the model is told.</param>
internal readonly record struct ToolResult(bool Ok, string Output);
