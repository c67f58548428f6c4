namespace EdgeVoice.Agent.Turns;

internal sealed record TurnToolCall(string CallId, string Name, string Arguments, TimeSpan StartedAt, TimeSpan? EndedAt, bool? Ok);
