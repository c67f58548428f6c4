namespace EdgeVoice.Agent.Calls;

/// <summary>A call that this process holds, or believes to hold.</summary>
internal sealed record RunningCall(string CallId, int Generation, string Region, string Room)
{
    /// <summary>Tells two agents apart that were given the same generation in the same room, as a restarted LiveKit does.</summary>
    public Guid Attempt { get; init; } = Guid.NewGuid();
}
