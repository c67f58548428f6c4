using System.Net.Http.Headers;
using EdgeVoice.Agent.LiveKit;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Ends the room of a call that is over, whether the caller is still there or not. The agent has left before: the native core leaks when the server ends
/// a room that it is still in.
/// </summary>
internal sealed partial class RoomCloser(HttpClient http, IOptions<LiveKitOptions> options, TimeProvider time, ILogger<RoomCloser> logger)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    /// <summary>Asks LiveKit to delete the room. A room that stays is closed by its own departure timeout.</summary>
    public async Task CloseAsync(string room)
    {
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            var api = new UriBuilder(options.Value.Url) { Path = "/twirp/livekit.RoomService/DeleteRoom" };
            api.Scheme = api.Scheme == "wss" ? "https" : "http";
            using var request = new HttpRequestMessage(HttpMethod.Post, api.Uri) { Content = JsonContent.Create(new { room }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", LiveKitToken.ForRoomService(options.Value, room, time.GetUtcNow()));
            using var response = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            LogNotClosed(logger, room, exception.Message);
        }
    }

    [LoggerMessage(EventName = "RoomNotClosed", Level = LogLevel.Warning, Message = "Room {Room} could not be closed: {Error}")]
    private static partial void LogNotClosed(ILogger logger, string room, string error);
}
