using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Bench.Health;

/// <summary>Whatever the gateway could ask, as one server that answers quickly and counts.</summary>
internal sealed class CountingUpstreams : IAsyncDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(400);

    // SignalResponse { join: {} }
    private static readonly byte[] s_joined = [0x0a, 0x00];

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private int _calls;

    private CountingUpstreams()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            Interlocked.Increment(ref _calls);
            return next(context);
        });
        _app.UseWebSockets();
        _app.UseRouting();
        _app.MapPost("/twirp/livekit.RoomService/ListRooms", () => Results.Text("""{"rooms":[]}""", "application/json"));
        _app.MapGet("/rtc", JoinAsync);
        _app.MapGet("/status/watch", WatchAsync);
    }

    public int Calls => Volatile.Read(ref _calls);

    public string Url => _app.Urls.Single();

    public static async Task<CountingUpstreams> StartAsync(CancellationToken cancellationToken)
    {
        var upstreams = new CountingUpstreams();
        await upstreams._app.StartAsync(cancellationToken);
        return upstreams;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync(HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        using var timer = new PeriodicTimer(s_beat);
        try
        {
            do
            {
                await context.Response.WriteAsync("""{"region":"bench","slots":10,"active":0,"draining":false,"registered":true,"calls":[]}""" + "\n", stop.Token);
                await context.Response.Body.FlushAsync(stop.Token);
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task JoinAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await socket.SendAsync(s_joined, WebSocketMessageType.Binary, true, context.RequestAborted);
        await socket.ReceiveAsync(new byte[64], context.RequestAborted);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}
