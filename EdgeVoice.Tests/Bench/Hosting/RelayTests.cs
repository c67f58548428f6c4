using System.Net;
using System.Net.Sockets;
using EdgeVoice.Bench.Effects;
using EdgeVoice.Bench.Hosting;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Bench.Hosting;

public sealed class RelayTests : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly TcpClient _client = new();
    private Relay? _relay;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_GoBothWays_UntilOneWayIsCut()
    {
        var (server, relay) = await ConnectAsync(_ => { });

        await SendAsync(_client.Client, 1);
        Assert.Equal(1, await ReceiveAsync(server));
        await SendAsync(server, 2);
        Assert.Equal(2, await ReceiveAsync(_client.Client));

        Assert.Single(relay.Open).Down = RelayedConnection.Nothing;
        await SendAsync(server, 3);
        await SendAsync(_client.Client, 4);
        Assert.Equal(4, await ReceiveAsync(server));
        Assert.Equal(0, _client.Available);
    }

    [Fact]
    public async Task ServerGone_TheClientIsToldAndLeavesByItself()
    {
        var (server, relay) = await ConnectAsync(_ => { });
        var connection = Assert.Single(relay.Open);

        server.Dispose();
        Assert.Equal(0, await _client.Client.ReceiveAsync(new byte[1], Cancel).AsTask().WaitAsync(s_limit, Cancel));
        Assert.False(connection.ClientLeft.IsCompleted);

        _client.Dispose();
        await connection.ClientLeft.WaitAsync(s_limit, Cancel);
    }

    [Fact]
    public async Task Commit_UnderWay_ArrivesWhenItIsReleased()
    {
        var gate = new CommitGate(KillStep.CommitUnderWay);
        var (server, _) = await ConnectAsync(connection => connection.Up = gate.PassAsync);
        gate.Arm();

        await _client.Client.SendAsync("BEGIN ISOLATION LEVEL READ COMMITTED\0"u8.ToArray(), Cancel);
        Assert.Equal((byte)'B', await ReceiveAsync(server));
        await _client.Client.SendAsync("Q\0\0\0\u000bCOMMIT\0"u8.ToArray(), Cancel);
        await Eventually.IsTrueAsync("that the commit is held", () => gate.Held == 1, s_limit);
        Assert.Equal(0, server.Available);

        _client.Dispose();
        gate.Release();
        Assert.Equal((byte)'Q', await ReceiveAsync(server));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await (_relay?.DisposeAsync() ?? ValueTask.CompletedTask);
        _server.Dispose();
    }

    private async Task<(Socket Server, Relay Relay)> ConnectAsync(Action<RelayedConnection> opened)
    {
        _server.Start();
        _relay = new Relay(() => ((IPEndPoint)_server.LocalEndpoint).Port, opened);
        await _client.ConnectAsync(IPAddress.Loopback, _relay.Port, Cancel);
        var server = await _server.AcceptSocketAsync(Cancel);
        await Eventually.IsTrueAsync("that the connection is open", () => _relay.Open.Count == 1, s_limit);
        return (server, _relay);
    }

    private static ValueTask<int> SendAsync(Socket socket, byte value) => socket.SendAsync(new[] { value }, Cancel);

    /// <summary>The first byte of what came.</summary>
    private static async Task<byte> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[1024];
        Assert.NotEqual(0, await socket.ReceiveAsync(buffer, Cancel).AsTask().WaitAsync(s_limit, Cancel));
        return buffer[0];
    }
}
