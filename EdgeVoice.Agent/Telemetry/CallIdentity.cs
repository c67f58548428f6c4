namespace EdgeVoice.Agent.Telemetry;

/// <summary>Whose telemetry it is.</summary>
/// <param name="Generation">1, and one more each time another agent took the call over.</param>
internal sealed record CallIdentity(string CallId, string Room, string Region, string Persona, int Generation)
{
    /// <summary>On every span, mark and sample of the call.</summary>
    public KeyValuePair<string, object?>[] Tags { get; } =
    [
        new(AgentTags.ConversationId, CallId),
        new(AgentTags.SessionId, CallId),
        new(AgentTags.RoomId, Room),
        new(AgentTags.Region, Region),
        new(AgentTags.Persona, Persona),
        new(AgentTags.Generation, Generation),
    ];
}
