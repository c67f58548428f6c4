using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Tests.Agent.LiveKit;

[Collection(NativeCore.Name)]
public sealed class FfiClientTests
{
    [Fact]
    public async Task ConnectAsync_ToADeadPort_SaysThatItWasRefused()
    {
        using var client = new FfiClient(NullLogger<FfiClient>.Instance);

        var exception = await Assert.ThrowsAsync<FfiException>(() => Room.ConnectAsync(
            client, $"ws://127.0.0.1:{DeadPort()}", "not-a-token", new RoomConnectOptions { JoinRetries = 0 }, TestContext.Current.CancellationToken));

        Assert.Contains("refused", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ConnectAsync_Cancelled_EndsAtOnce()
    {
        // Accepts and never answers.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new FfiClient(NullLogger<FfiClient>.Instance);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var clock = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Room.ConnectAsync(
            client, $"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", "not-a-token", new RoomConnectOptions { JoinRetries = 0, ConnectTimeout = TimeSpan.FromSeconds(1) }, cancellation.Token));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Dispose_ThenANewClient_StartsTheCoreAgain()
    {
        for (var i = 0; i < 3; i++)
        {
            using var client = new FfiClient(NullLogger<FfiClient>.Instance);
            using var source = new AudioSource(client, 24_000, 1, TimeSpan.FromMilliseconds(100));

            Assert.NotEqual(0ul, source.Id);
        }
    }

    [Fact]
    public void Request_AfterDispose_Throws()
    {
        var client = new FfiClient(NullLogger<FfiClient>.Instance);
        client.Dispose();

        Assert.Throws<ObjectDisposedException>(() => new AudioSource(client, 24_000, 1, TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public void Request_ThatTheCoreRefuses_Throws()
    {
        using var client = new FfiClient(NullLogger<FfiClient>.Instance);
        var source = new AudioSource(client, 24_000, 1, TimeSpan.FromMilliseconds(100));
        source.Clear();
        source.Dispose();

        Assert.Throws<ObjectDisposedException>(source.Clear);
        Assert.Throws<FfiException>(() => client.Post(new() { ClearAudioBuffer = new() { SourceHandle = ulong.MaxValue } }));
    }

    private static int DeadPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
