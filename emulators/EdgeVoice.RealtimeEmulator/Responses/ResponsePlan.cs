namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>What the model is going to do: say a text, or call a function.</summary>
internal sealed record ResponsePlan(string Text, string? ToolName = null, string? ToolArguments = null);
