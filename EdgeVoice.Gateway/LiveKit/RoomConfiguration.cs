namespace EdgeVoice.Gateway.LiveKit;

/// <summary>What the room of a call is like and who is sent there: LiveKit's RoomConfiguration, which CreateRoomRequest has in it.</summary>
internal static class RoomConfiguration
{
    // Caller, agent, and room for a supervisor and one reconnecting twin.
    private const int MaxParticipants = 4;
    private const int EmptyTimeoutSeconds = 30;
    private const int DepartureTimeoutSeconds = 20;

    /// <returns>The JSON object, named as protobuf's JSON does.</returns>
    public static Dictionary<string, object> Of(string room, CallMetadata call) => new()
    {
        ["name"] = room,
        ["emptyTimeout"] = EmptyTimeoutSeconds,
        ["departureTimeout"] = DepartureTimeoutSeconds,
        ["maxParticipants"] = MaxParticipants,
        ["agents"] = new[]
        {
            new Dictionary<string, object> { ["agentName"] = TokenMinter.AgentName, ["metadata"] = TokenMinter.Metadata(call) },
        },
    };
}
