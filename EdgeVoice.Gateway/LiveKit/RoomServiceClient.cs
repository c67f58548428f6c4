using System.Text.Json;

namespace EdgeVoice.Gateway.LiveKit;

/// <summary>What the gateway asks of LiveKit's server API.</summary>
internal sealed class RoomServiceClient(Twirp twirp, TokenMinter tokens)
{
    /// <exception cref="HttpRequestException">LiveKit cannot be reached or refuses.</exception>
    /// <exception cref="JsonException">The answer is not a list of rooms.</exception>
    /// <exception cref="OperationCanceledException">LiveKit did not answer in time.</exception>
    public async Task<IReadOnlySet<string>> ListRoomNamesAsync(CancellationToken cancellationToken) =>
        Parse(await twirp.CallAsync("RoomService/ListRooms", tokens.MintRoomList(), new { }, cancellationToken));

    /// <exception cref="JsonException">The answer is not a list of participants.</exception>
    public async Task<IReadOnlyList<RoomMember>> ListMembersAsync(string room, CancellationToken cancellationToken) =>
        ParseMembers(await twirp.CallAsync("RoomService/ListParticipants", tokens.MintRoomAdmin(room), new { room }, cancellationToken));

    /// <summary>Makes the room, if it is not there yet, and sends its agent ahead of the caller.</summary>
    public Task CreateRoomAsync(string room, CallMetadata call, CancellationToken cancellationToken) =>
        twirp.CallAsync("RoomService/CreateRoom", tokens.MintRoomAdmin(room), RoomConfiguration.Of(room, call), cancellationToken);

    /// <summary>Closes the room; everybody in it is told.</summary>
    public Task DeleteRoomAsync(string room, CancellationToken cancellationToken) =>
        twirp.CallAsync("RoomService/DeleteRoom", tokens.MintRoomAdmin(room), new { room }, cancellationToken);

    /// <summary>Asks for an agent in the room.</summary>
    public Task DispatchAsync(string room, CallMetadata call, CancellationToken cancellationToken) =>
        twirp.CallAsync(
            "AgentDispatchService/CreateDispatch",
            tokens.MintRoomAdmin(room),
            new { room, agent_name = TokenMinter.AgentName, metadata = TokenMinter.Metadata(call) },
            cancellationToken);

    // {"rooms":[{"sid":"RM_…","name":"call_…", …}]}; an empty list may be left out, as protobuf's JSON allows.
    internal static IReadOnlySet<string> Parse(ReadOnlyMemory<byte> body) => List(body, "rooms", room => Text(room, "name")).ToHashSet(StringComparer.Ordinal);

    // {"participants":[{"sid":"PA_…","identity":"caller-…","kind":"STANDARD","attributes":{…}, …}]}
    internal static IReadOnlyList<RoomMember> ParseMembers(ReadOnlyMemory<byte> body) => List(body, "participants", member => new RoomMember(
        Text(member, "identity"),
        // Protobuf's JSON may write an enum by name or by number.
        member.TryGetProperty("kind", out var kind) && kind.ToString() is "AGENT" or "4",
        member.TryGetProperty("attributes", out var attributes) && attributes.ValueKind == JsonValueKind.Object
            ? attributes.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value.ToString())
            : []));

    private static List<T> List<T>(ReadOnlyMemory<byte> body, string name, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("LiveKit: the answer is not an object.");
        }

        if (!document.RootElement.TryGetProperty(name, out var list))
        {
            return [];
        }

        return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(read)] : throw new JsonException($"LiveKit: `{name}` is not a list.");
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new JsonException($"LiveKit: an entry has no {name}.");
}
