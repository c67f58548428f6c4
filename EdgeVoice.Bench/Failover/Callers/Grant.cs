namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>A place in a room, as <c>POST /api/calls</c> and <c>/resume</c> give it.</summary>
internal sealed record Grant(string CallId, string Room, Uri Url, string Token, string Region, int Generation, string ResumeToken);
