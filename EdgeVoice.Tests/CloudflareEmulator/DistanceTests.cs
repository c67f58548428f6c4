using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using EdgeVoice.CloudflareEmulator.Connector;
using EdgeVoice.CloudflareEmulator.Proxy;
using EdgeVoice.CloudflareEmulator.Steering;
using EdgeVoice.Distances;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Tests.CloudflareEmulator;

/// <summary>Only lower bounds: how much longer something takes than the distance says is the machine's business.</summary>
public sealed class DistanceTests
{
    private CancellationToken Limit { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Fact]
    public async Task RequestAndWebSocket_TakeTheRoundTripOfThePlace()
    {
        await using var edge = await EdgeUnderTest.StartAsync("--Edge:Distances=true");
        await using var region = await RegionUnderTest.StartAsync("us-west", edge.Addresses.Tunnel!, edge.Tokens["us-west"]);
        await edge.HasHealthAsync("us-west", PoolHealth.Healthy);
        var roundTrip = TimeSpan.FromMilliseconds(PlaceBook.LoadShipped().Find("frankfurt")!.RoundTrips["us-west"].Ms);

        Assert.InRange(await RequestAsync(edge, "frankfurt"), roundTrip, TimeSpan.MaxValue);
        Assert.InRange(await EchoAsync(edge, "frankfurt"), roundTrip, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Relay_TakesTheRoundTripBetweenTheRegions_AndKeepsTheBytesInOrder()
    {
        using var service = new TcpListener(IPAddress.Loopback, 0);
        service.Start();
        var port = ((IPEndPoint)service.LocalEndpoint).Port;
        await using var edge = await EdgeUnderTest.StartAsync();
        await using var region = await RegionUnderTest.StartAsync("eu-central", edge.Addresses.Tunnel!, edge.Tokens["eu-central"],
            $"--Tunnel:Relay:Target=127.0.0.1:{port}", "--Tunnel:Relay:Home=us-east", "--Tunnel:Distances=true");
        var roundTrip = TimeSpan.FromMilliseconds(PlaceBook.LoadShipped().BetweenRegions("eu-central", "us-east").RoundTrip.TotalMilliseconds);

        using var client = new TcpClient();
        await client.ConnectAsync(region.Services.GetRequiredService<TcpRelay>().Address!, Limit);
        using var served = await service.AcceptTcpClientAsync(Limit);
        var echo = Task.Run(() => served.GetStream().CopyToAsync(served.GetStream(), Limit), Limit);
        var sent = new byte[200_000];
        new Random(46).NextBytes(sent);
        var started = Stopwatch.GetTimestamp();
        var writing = client.GetStream().WriteAsync(sent, Limit);
        var received = new byte[sent.Length];
        await client.GetStream().ReadExactlyAsync(received, Limit);
        var took = Stopwatch.GetElapsedTime(started);
        await writing;

        Assert.Equal(sent, received);
        Assert.InRange(took, roundTrip, TimeSpan.MaxValue);
        client.Close();
        await echo;
    }

    [Fact]
    public async Task Relay_ServiceIsDown_ClosesAtOnce_AndServesAgainWhenItIsBack()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        await using var edge = await EdgeUnderTest.StartAsync();
        await using var region = await RegionUnderTest.StartAsync("us-west", edge.Addresses.Tunnel!, edge.Tokens["us-west"], $"--Tunnel:Relay:Target=127.0.0.1:{port}", "--Tunnel:Relay:Home=us-east");
        var relay = region.Services.GetRequiredService<TcpRelay>().Address!;

        using (var refused = new TcpClient())
        {
            await refused.ConnectAsync(relay, Limit);
            Assert.Equal(0, await refused.GetStream().ReadAsync(new byte[1], Limit));
        }

        using var service = new TcpListener(IPAddress.Loopback, port);
        service.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(relay, Limit);
        using var served = await service.AcceptTcpClientAsync(Limit);
        await served.GetStream().WriteAsync(new byte[] { 42 }, Limit);
        var answer = new byte[1];
        await client.GetStream().ReadExactlyAsync(answer, Limit);
        Assert.Equal(42, answer[0]);
    }

    [Fact]
    public async Task DelayedStream_EndOfTheOtherSide_ArrivesAfterItsLastByte()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Limit);
        using var served = await listener.AcceptTcpClientAsync(Limit);
        await using var stream = new DelayedStream(client.GetStream(), new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(5), 0.5), TimeProvider.System);
        await served.GetStream().WriteAsync(new byte[100_000], Limit);
        served.Close();

        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Limit);

        Assert.Equal(100_000, all.Length);
    }

    private async Task<TimeSpan> RequestAsync(EdgeUnderTest edge, string place)
    {
        using var client = new HttpClient { BaseAddress = new(edge.Addresses.Public!) };
        client.DefaultRequestHeaders.Add(Caller.Header, place);
        var started = Stopwatch.GetTimestamp();
        using var response = await client.GetAsync(new Uri("/where", UriKind.Relative), Limit);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(started);
    }

    private async Task<TimeSpan> EchoAsync(EdgeUnderTest edge, string place)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", $"{Caller.Cookie}={place}");
        await socket.ConnectAsync(new UriBuilder(edge.Addresses.Region("us-west")!) { Scheme = "ws", Path = "/echo" }.Uri, Limit);
        var started = Stopwatch.GetTimestamp();
        await socket.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, endOfMessage: true, Limit);
        await socket.ReceiveAsync(new byte[1], Limit);
        var took = Stopwatch.GetElapsedTime(started);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Limit);
        return took;
    }
}
