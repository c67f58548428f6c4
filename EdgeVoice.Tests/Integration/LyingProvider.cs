using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.Integration;

/// <summary>A realtime provider that opens a session and then sends malformed events, a given number in each.</summary>
internal sealed class LyingProvider : IAsyncDisposable
{
    private const string Created = """{"type":"session.created","event_id":"event_1","session":{"id":"sess_1","type":"realtime"}}""";
    private const string Updated = """{"type":"session.updated","event_id":"event_2","session":{"id":"sess_1","type":"realtime"}}""";

    private readonly WebApplication _app;
    private readonly int _events;
    private int _sent;

    private LyingProvider(WebApplication app, int events)
    {
        _app = app;
        _events = events;
    }

    /// <summary>Events that were sent until now.</summary>
    public int Sent => Volatile.Read(ref _sent);

    public string Endpoint => _app.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal) + "/v1/realtime";

    public static async Task<LyingProvider> StartAsync(int events)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new LyingProvider(builder.Build(), events);
        provider._app.UseWebSockets();
        provider._app.Map("/v1/realtime", async (Microsoft.AspNetCore.Http.HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await provider.LieAsync(socket, context.RequestAborted);
        });
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task LieAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var random = new Random(Malformed.Seed);
        try
        {
            await SendAsync(socket, Encoding.UTF8.GetBytes(Created), cancellationToken);
            await SendAsync(socket, Encoding.UTF8.GetBytes(Updated), cancellationToken);
            for (var number = 0; number < _events; number++)
            {
                await SendAsync(socket, Malformed.ProviderEvent(random), cancellationToken);
                Interlocked.Increment(ref _sent);
            }

            var ignored = new byte[64 * 1024];
            while ((await socket.ReceiveAsync(ignored.AsMemory(), cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The agent had enough of it.
        }
    }

    private static ValueTask SendAsync(WebSocket socket, byte[] text, CancellationToken cancellationToken) =>
        socket.SendAsync(text.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
