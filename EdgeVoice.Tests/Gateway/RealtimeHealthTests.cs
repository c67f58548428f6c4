using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeVoice.Gateway.Agents;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Health;
using EdgeVoice.Gateway.Hosting;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.Gateway;

public sealed class RealtimeHealthTests
{
    private const string Token = "a-health-token-of-the-operator";

    [Fact]
    public async Task Health_AllPartsWell_IsOkWithEachPart()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var (_, body) = await gateway.HealthAsync();

        Assert.Equal("ok", body.GetProperty("status").GetString());
        Assert.Equal("test", body.GetProperty("region").GetString());
        Assert.False(body.GetProperty("draining").GetBoolean());
        var parts = body.GetProperty("parts").EnumerateObject().ToArray();
        Assert.Equal(["livekit", "worker", "slots", "ports", "provider", "journal"], parts.Select(part => part.Name));
        Assert.StartsWith("joined in ", parts[0].Value.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("us-east healthy, handshake 41 ms; 1 of 1 endpoints usable", parts[4].Value.GetProperty("detail").GetString());
        Assert.All(parts.Where(part => part.Name != "ports"), part =>
        {
            Assert.Equal("up", part.Value.GetProperty("state").GetString());
            Assert.InRange(part.Value.GetProperty("ageMs").GetInt64(), 0, 15_000);
            Assert.NotEqual("", part.Value.GetProperty("detail").GetString());
        });
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("CF-Connecting-IP", "203.0.113.7")]
    public async Task Health_CallerFromElsewhere_LearnsTheStatusOnly(string header, string value)
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:HealthToken=" + Token);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);

        Assert.Equal("""{"status":"ok"}""", await AskAsync(null));
        Assert.Equal("""{"status":"ok"}""", await AskAsync("Bearer wrong"));
        Assert.Contains("parts", await AskAsync("Bearer " + Token), StringComparison.Ordinal);

        async Task<string> AskAsync(string? authorization)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/realtime");
            request.Headers.Add(header, value);
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var response = await gateway.Http.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task Health_ProviderGone_IsDownWhileTheProcessIsHealthy()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Agent.Status = AgentStandIn.StatusOf(slots: 10, provider: "down");
        await UntilPartAsync(gateway, "provider", "down");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.HealthAsync()).Status);
        Assert.Equal("Healthy", await gateway.Http.GetStringAsync("/health"));
        Assert.Equal("Healthy", await gateway.Http.GetStringAsync("/alive"));
        await gateway.NewCallAsync();
    }

    [Fact]
    public async Task Health_JournalBehind_IsDegradedAndTheRegionStaysInService()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Agent.Status = AgentStandIn.StatusOf(slots: 10, lag: 60_000);

        await UntilPartAsync(gateway, "journal", "degraded");

        await gateway.UntilHealthAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Health_PortsAllButGone_IsFull()
    {
        await using var liveKit = await LiveKitStandIn.StartAsync();
        liveKit.Metrics = "livekit_participant_total{node_id=\"a\"} 18\nlivekit_participant_total_x 99\n";
        await using var gateway = await GatewayUnderTest.StartAsync(liveKit, null, "--Gateway:RtcPorts=42", $"--Gateway:LiveKitMetricsUrl={liveKit.Url}/metrics");
        await UntilPartAsync(gateway, "ports", "up");

        liveKit.Metrics = "livekit_participant_total{node_id=\"a\"} 18\nlivekit_participant_total{node_id=\"b\"} 2\n";
        await UntilPartAsync(gateway, "ports", "full");
        await gateway.UntilHealthAsync(HttpStatusCode.ServiceUnavailable);

        liveKit.Metrics = null;
        await UntilPartAsync(gateway, "ports", "unknown");
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Health_AskedManyTimes_AsksNobody()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var (asked, watches) = (gateway.LiveKit.Asked, gateway.Agent.Watches);
        var began = TimeProvider.System.GetTimestamp();

        const int Requests = 2_000;
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, cancellationToken) =>
        {
            using var response = await gateway.Http.GetAsync("/healthz/realtime", cancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        });

        // What the background asks goes by the clock alone: a list of rooms and a probe every second or two.
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Assert.InRange(gateway.LiveKit.Asked - asked, 0, (int)(4 * seconds) + 4);
        Assert.Equal(watches, gateway.Agent.Watches);
    }

    [Fact]
    public void Damped_OneSurprise_IsDoubtedAndTwoAreBelieved()
    {
        var part = new DampedPart();
        Assert.Null(part.Read());
        part.Record(PartResult.Up("a"), DateTimeOffset.UnixEpoch);
        Assert.Equal(PartState.Up, part.Read()!.Value.State);

        part.Record(PartResult.Down("slow"), DateTimeOffset.UnixEpoch);
        Assert.True(part.IsWavering);
        Assert.Equal((PartState.Up, "slow", DateTimeOffset.UnixEpoch), part.Read());
        part.Record(PartResult.Up("a"), DateTimeOffset.UnixEpoch);
        Assert.False(part.IsWavering);

        part.Record(PartResult.Down("gone"), DateTimeOffset.UnixEpoch);
        part.Record(PartResult.Down("gone"), DateTimeOffset.UnixEpoch);
        Assert.Equal(PartState.Down, part.Read()!.Value.State);
        part.Record(PartResult.Up("a"), DateTimeOffset.UnixEpoch);
        Assert.Equal(PartState.Down, part.Read()!.Value.State);
        part.Record(PartResult.Up("a"), DateTimeOffset.UnixEpoch);
        Assert.Equal(PartState.Up, part.Read()!.Value.State);
    }

    [Fact]
    public void Report_NoNewsForTooLong_CountsAsDown()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var options = Options.Create(new GatewayOptions());
        var ledger = new SlotLedger(options, time);
        var agents = new AgentPool(ledger, time);
        var health = new RealtimeHealth(ledger, new AgentParts(agents, time), new DrainState(), options, time);
        Assert.Equal(RealtimeHealth.Unavailable, health.Report().Status);

        agents.Update("agent", AgentStatus.Parse(Encoding.UTF8.GetBytes(AgentStandIn.StatusOf(slots: 10))));
        health.Record(PartNames.LiveKit, PartResult.Up("well"));

        time.Advance(RealtimeHealth.StaleAfter);
        Assert.Equal(RealtimeHealth.Ok, health.Report().Status);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(RealtimeHealth.Unavailable, health.Report().Status);
        Assert.Equal(new PartReport(PartState.Down, 15_001, "no news: well"), health.Part(PartNames.LiveKit));
    }

    private static Task UntilPartAsync(GatewayUnderTest gateway, string part, string state) =>
        Eventually.IsTrueAsync($"{part} is {state}", async () => await PartAsync(gateway, part) == state, GatewayUnderTest.Patience);

    private static async Task<string?> PartAsync(GatewayUnderTest gateway, string part)
    {
        using var response = await gateway.Http.GetAsync("/healthz/realtime");
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("parts").GetProperty(part).GetProperty("state").GetString();
    }
}
