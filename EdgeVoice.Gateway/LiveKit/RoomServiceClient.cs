using System.Net.Http.Headers;
using System.Text.Json;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.LiveKit;

/// <summary>The one question the gateway asks LiveKit's RoomService (Twirp, JSON): which rooms are there.</summary>
internal sealed class RoomServiceClient(IHttpClientFactory clients, IOptions<LiveKitOptions> options, TokenMinter tokens)
{
    private const string Method = "twirp/livekit.RoomService/ListRooms";

    /// <exception cref="HttpRequestException">LiveKit cannot be reached or refuses.</exception>
    /// <exception cref="JsonException">The answer is not a list of rooms.</exception>
    /// <exception cref="OperationCanceledException">LiveKit did not answer in time.</exception>
    public async Task<IReadOnlySet<string>> ListRoomNamesAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.HttpUrl, Method));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.MintRoomList());
        request.Content = new StringContent("{}", mediaType: new MediaTypeHeaderValue("application/json"));

        using var client = clients.CreateClient(HttpClientNames.LiveKit);
        using var response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    // {"rooms":[{"sid":"RM_…","name":"call_…", …}]}; an empty list may be left out, as protobuf's JSON allows.
    internal static IReadOnlySet<string> Parse(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("ListRooms: the answer is not an object.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!document.RootElement.TryGetProperty("rooms", out var rooms))
        {
            return names;
        }

        if (rooms.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("ListRooms: `rooms` is not a list.");
        }

        foreach (var room in rooms.EnumerateArray())
        {
            if (room.ValueKind != JsonValueKind.Object || !room.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
            {
                throw new JsonException("ListRooms: a room has no name.");
            }

            names.Add(name.GetString()!);
        }

        return names;
    }
}
