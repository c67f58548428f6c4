namespace EdgeVoice.Agent.Tools.Effects;

/// <summary>What a tool does in the world.</summary>
/// <param name="Arguments">JSON.</param>
/// <param name="Result">What it gives back, also to each further try with the same key.</param>
internal sealed record Effect(string IdempotencyKey, string CallId, string Tool, string Arguments, string Result);
