namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>One room to serve, with what it takes to join it.</summary>
internal sealed record AgentJob(
    string Id,
    string RoomName,
    string Url,
    string Token,
    string Metadata,
    string DispatchId,
    string AcceptIdentity)
{
    // The generated text would show the token.
    public override string ToString() => $"{Id} in {RoomName}";
}
