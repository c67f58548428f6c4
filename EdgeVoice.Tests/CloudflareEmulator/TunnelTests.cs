using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.CloudflareEmulator.Connector;
using EdgeVoice.CloudflareEmulator.Steering;
using EdgeVoice.Tests.AppHost.Cloudflare;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Tests.CloudflareEmulator;

public sealed class TunnelTests(ThreeRegions regions) : IClassFixture<ThreeRegions>
{
    private const int Sockets = 100;

    private CancellationToken Limit { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task WebSockets_HundredAtATime_EachGetsItsOwnAnswers()
    {
        var sockets = await Task.WhenAll(Enumerable.Range(0, Sockets).Select(_ => OpenAsync("us-east")));
        var answers = await Task.WhenAll(sockets.Select((socket, index) => EchoAsync(socket, $"socket {index} {new string('x', 500)}")));

        Assert.Equal(Enumerable.Range(0, Sockets).Select(index => $"socket {index} {new string('x', 500)}"), answers);
        Assert.Equal(Sockets, regions["us-east"].Services.GetRequiredService<ConnectorState>().Concurrent - Probes("us-east"));
        await Task.WhenAll(sockets.Select(socket => socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Limit)));
    }

    [Fact]
    public async Task Connector_KilledAndBack_TrafficComesBackWithIt()
    {
        var region = regions["us-west"];
        using var socket = await OpenAsync("us-west");
        await region.DisconnectAsync(graceful: false);

        await regions.Edge.HasHealthAsync("us-west", PoolHealth.Unhealthy);
        await Assert.ThrowsAnyAsync<Exception>(() => EchoAsync(socket, "anybody there?"));
        using var client = new HttpClient { BaseAddress = new(regions.Edge.Addresses.Region("us-west")!) };
        using (var down = await client.GetAsync(new Uri("/where", UriKind.Relative), Limit))
        {
            Assert.Equal(530, (int)down.StatusCode);
        }

        await region.ConnectAsync();
        await regions.Edge.HasHealthAsync("us-west", PoolHealth.Healthy);
        using var up = await client.GetAsync(new Uri("/where", UriKind.Relative), Limit);
        Assert.Equal(HttpStatusCode.OK, up.StatusCode);
    }

    [Fact]
    public async Task Connector_StopsGracefully_WhatIsUnderWayGoesOnForItsGrace()
    {
        var region = regions["eu-central"];
        using var socket = await OpenAsync("eu-central");
        var stopped = region.DisconnectAsync(graceful: true);

        await regions.Edge.HasHealthAsync("eu-central", PoolHealth.Unhealthy);
        Assert.Equal("still here", await EchoAsync(socket, "still here"));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Limit);
        await stopped.WaitAsync(Limit);

        await region.ConnectAsync();
        await regions.AllUpAsync();
    }

    [Fact]
    public async Task Partition_NothingPasses_NothingIsClosed_AndAllOfItComesBack()
    {
        var partition = regions["us-east"].Services.GetRequiredService<Partition>();
        using var socket = await OpenAsync("us-west");
        partition.Set(on: true);
        await regions.Edge.HasHealthAsync("us-east", PoolHealth.Unhealthy);
        await Eventually.IsTrueAsync("the edge gives the silent connections up", () => regions.Edge.Connections("us-east") == 0, EdgeUnderTest.Patience);
        Assert.Equal("us-west", (await regions.WhereAsync("new-york")).Region);
        Assert.Equal("others go on", await EchoAsync(socket, "others go on"));

        partition.Set(on: false);
        await regions.Edge.HasHealthAsync("us-east", PoolHealth.Healthy);
        Assert.Equal("us-east", (await regions.WhereAsync("new-york")).Region);
    }

    [Fact]
    public async Task Token_OfAnotherTunnel_OpensOnlyThat_AndAWrongOneNothing()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        var forged = Tokens.New(Guid.NewGuid());
        await using var stranger = await RegionUnderTest.StartAsync("us-east", edge.Addresses.Tunnel!, forged);
        await using var member = await RegionUnderTest.StartAsync("us-west", edge.Addresses.Tunnel!, edge.Tokens["us-west"]);

        await edge.HasHealthAsync("us-west", PoolHealth.Healthy);
        await Eventually.IsTrueAsync("the stranger was refused", () => stranger.Services.GetRequiredService<ConnectorState>().Failures >= 4, EdgeUnderTest.Patience);
        Assert.Equal(0, edge.Connections("us-east"));
        Assert.Equal(4, edge.Connections("us-west"));
    }

    [Fact]
    public async Task Gateway_IsReachedThroughTheEdgeOnly()
    {
        // The gateway listens on loopback, and nothing that the edge was given names its port.
        var gateway = new Uri(regions["us-east"].Gateway.Url);
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(gateway.Host)));
        var definition = CloudflareTerraform.Write(Fleets.Three);

        Assert.DoesNotContain($":{gateway.Port}", definition, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", definition, StringComparison.Ordinal);
        Assert.DoesNotContain("localhost", definition, StringComparison.Ordinal);
        Assert.Equal("us-east", (await regions.WhereAsync("new-york")).Region);
    }

    [Fact]
    public async Task Ready_AndMetrics_AreThoseOfCloudflared()
    {
        using var client = new HttpClient { BaseAddress = new(regions["us-east"].ConnectorUrl) };
        await Eventually.IsTrueAsync("four connections", () => regions.Edge.Connections("us-east") == 4, EdgeUnderTest.Patience);

        var ready = await client.GetStringAsync(new Uri("/ready", UriKind.Relative), Limit);
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Limit);

        Assert.StartsWith("""{"status":200,"readyConnections":4,"connectorId":""", ready, StringComparison.Ordinal);
        Assert.Contains("\ncloudflared_tunnel_ha_connections 4\n", metrics, StringComparison.Ordinal);
        Assert.Matches("\ncloudflared_tunnel_response_by_code\\{status_code=\"200\"\\} [1-9]", metrics);
    }

    /// <summary>Kestrel asks connections more when somebody listens to its metrics, which OTLP variables bring about.</summary>
    [Fact]
    public async Task Connector_MetricsOfItsServerAreTaken_TunnelsStayUp()
    {
        var connections = new ConcurrentQueue<string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Microsoft.AspNetCore.Server.Kestrel")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "kestrel.active_connections" && value > 0)
            {
                connections.Enqueue(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
            }
        });
        listener.Start();

        var region = regions["us-west"];
        await region.DisconnectAsync(graceful: false);
        await regions.Edge.HasHealthAsync("us-west", PoolHealth.Unhealthy);
        await region.ConnectAsync();

        await regions.Edge.HasHealthAsync("us-west", PoolHealth.Healthy);
        Assert.Contains("server.address=tunnel network.transport=Unspecified", connections);
    }

    // A probe may be under way at the moment.
    private long Probes(string region) => Math.Max(0, regions[region].Services.GetRequiredService<ConnectorState>().Concurrent - Sockets);

    private async Task<ClientWebSocket> OpenAsync(string region)
    {
        var socket = new ClientWebSocket();
        var address = new UriBuilder(regions.Edge.Addresses.Region(region)!) { Scheme = "ws", Path = "/echo" };
        await socket.ConnectAsync(address.Uri, Limit);
        return socket;
    }

    private async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Limit);
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), Limit);
            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }

            if (received.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }
}
