namespace EdgeVoice.Agent.Turns;

/// <summary>A tool call whose agent was lost before its result was known.</summary>
internal sealed record CutOffTool(int Turn, string CallId, string Name, string Arguments);
