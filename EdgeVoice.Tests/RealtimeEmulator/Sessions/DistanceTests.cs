using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using EdgeVoice.Distances;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Sessions;

public sealed class DistanceTests
{
    [Fact]
    public async Task Region_InThePath_IsAsFarAwayAsItIs_AndAnUnknownOneIsRefused()
    {
        var roundTrip = PlaceBook.LoadShipped().ToProvider("us-west", "eu-central").RoundTrip;
        await using var emulator = await EmulatorHost.StartAsync("Region=eu-central");
        var started = Stopwatch.GetTimestamp();

        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {EmulatorHost.Key}");
        await socket.ConnectAsync(new UriBuilder(emulator.Address) { Scheme = "ws", Path = "/from/us-west/v1/realtime", Query = "?model=gpt-realtime" }.Uri, TestContext.Current.CancellationToken);
        await socket.ReceiveAsync(new byte[16 * 1024], TestContext.Current.CancellationToken);
        var took = Stopwatch.GetElapsedTime(started);
        using var unknown = await emulator.Http.GetAsync(new Uri("/from/mars/v1/realtime?model=gpt-realtime", UriKind.Relative), TestContext.Current.CancellationToken);

        // Two round trips to connect, one for request and answer.
        Assert.InRange(took, roundTrip * 3, TimeSpan.MaxValue);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}
