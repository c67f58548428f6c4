namespace EdgeVoice.Agent.Tools.Effects;

/// <summary>What the model asked for. Kept with the effect in one transaction, so that whoever goes on with the call knows of the one when there is the other.</summary>
/// <param name="Generation">Which agent of the call was asked.</param>
/// <param name="Turn">In which turn.</param>
/// <param name="ToolCallId">The model's own id of the tool call.</param>
/// <param name="Arguments">As the model wrote them.</param>
internal sealed record ToolIntent(int Generation, int Turn, string ToolCallId, string Arguments);
