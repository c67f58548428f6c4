using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Gateway;

/// <summary>A LiveKit process that is killed under its calls: what the gateway grants in that moment.</summary>
public sealed class LiveKitKilledTests(PostgresServer postgres)
{
    [Fact]
    public async Task Resume_RightAfterTheKill_IsGrantedElsewhereAtOnceAndHoldsNoSlotHere()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var liveKit = await LiveKitEmulatorProcess.StartAsync(TestContext.Current.CancellationToken);
        var ports = Ports.Free(2);
        await using var east = await StartAsync(database, "east", ports[0], "west", ports[1], liveKit);
        await using var west = await StartAsync(database, "west", ports[1], "east", ports[0], null);
        await east.UntilHealthAsync(HttpStatusCode.OK);
        await west.UntilHealthAsync(HttpStatusCode.OK);
        var calls = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => east.NewCallAsync()));
        var sockets = await Task.WhenAll(calls.Select(call => east.JoinAsync(call.Token)));
        Assert.All(sockets, socket => Assert.Equal(WebSocketState.Open, socket.State));

        await liveKit.KillAsync();
        var resumed = await Task.WhenAll(calls.Select(call => ResumeAsync(east, call)));

        Assert.All(resumed, call => Assert.Equal(("west", 2), (call.Region, call.Generation)));
        Assert.Equal(0, east.Get<SlotLedger>().Count().Reserved);
        Assert.All(await Task.WhenAll(resumed.Select(call => west.TryJoinAsync(call.Token))), status => Assert.Equal(HttpStatusCode.SwitchingProtocols, status));
        Array.ForEach(sockets, socket => socket.Dispose());
    }

    [Fact]
    public async Task Post_RightAfterTheKill_IsRefusedAndTakenAgainWhenItIsBack()
    {
        await using var liveKit = await LiveKitEmulatorProcess.StartAsync(TestContext.Current.CancellationToken);
        await using var gateway = await GatewayUnderTest.StartAsync("--LiveKit:Url=" + liveKit.Url, "--LiveKit:ApiSecret=" + LiveKitEmulatorProcess.ApiSecret);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await gateway.NewCallAsync();
        using var socket = await gateway.JoinAsync(call.Token);
        await ReadToEndAsync(socket, () => liveKit.KillAsync());

        using (var refused = await gateway.PostAsync())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("/problems/livekit-unavailable", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        }

        await liveKit.RestartAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync("calls are taken again", async () =>
        {
            using var taken = await gateway.PostAsync();
            return taken.StatusCode == HttpStatusCode.Created;
        }, GatewayUnderTest.Patience);
    }

    // The caller's own connection has ended by then, as it has for whoever asks to resume.
    private static async Task ReadToEndAsync(ClientWebSocket socket, Func<Task> kill)
    {
        await kill();
        using var timeout = new CancellationTokenSource(GatewayUnderTest.Patience);
        try
        {
            while ((await socket.ReceiveAsync(new byte[4096], timeout.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
        }
    }

    private static Task<GatewayUnderTest> StartAsync(CallDatabase database, string region, int port, string peer, int peerPort, LiveKitEmulatorProcess? liveKit)
    {
        string[] settings =
        [
            $"--urls=http://127.0.0.1:{port}",
            $"--Gateway:Region={region}",
            $"--Gateway:PeersKey={GatewayGroup.PeersKey}",
            $"--Gateway:Peers:0:Region={peer}",
            $"--Gateway:Peers:0:Url=http://127.0.0.1:{peerPort}",
            "--Gateway:PeerBudgetMs=10000",
            "--LiveKit:ApiSecret=" + LiveKitEmulatorProcess.ApiSecret,
            database.Setting,
        ];
        return GatewayUnderTest.StartAsync(liveKit is null ? settings : [.. settings, "--LiveKit:Url=" + liveKit.Url]);
    }

    private static async Task<GatewayUnderTest.Call> ResumeAsync(GatewayUnderTest gateway, GatewayUnderTest.Call call)
    {
        using var response = await gateway.Http.PostAsJsonAsync($"/api/calls/{call.CallId}/resume", new { resumeToken = call.ResumeToken, attempt = Guid.NewGuid(), reason = "signalling-closed" });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<GatewayUnderTest.Call>())!;
    }
}
