namespace EdgeVoice.Gateway.Agents;

/// <summary>A call that an agent carries.</summary>
internal sealed record AgentCall(string CallId, int Generation, string Room);
