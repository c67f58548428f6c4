namespace EdgeVoice.Agent.Calls;

/// <summary>A call that this process holds, or believes to hold.</summary>
internal sealed record RunningCall(string CallId, int Generation, string Region, string Room);
