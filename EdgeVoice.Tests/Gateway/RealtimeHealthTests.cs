using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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
        Assert.Equal(["livekit", "worker", "slots", "provider"], body.GetProperty("parts").EnumerateObject().Select(part => part.Name));
        Assert.All(body.GetProperty("parts").EnumerateObject(), part =>
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
        await using var gateway = await GatewayUnderTest.StartAsync("--Realtime:Endpoint=ws://127.0.0.1:9/v1/realtime");
        await Eventually.IsTrueAsync("the provider is down", async () => (await PartAsync(gateway, "provider")) == "down", GatewayUnderTest.Patience);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.HealthAsync()).Status);
        Assert.Equal("Healthy", await gateway.Http.GetStringAsync("/health"));
        Assert.Equal("Healthy", await gateway.Http.GetStringAsync("/alive"));
        await gateway.NewCallAsync();
    }

    [Fact]
    public void Report_NoNewsForTooLong_CountsAsDown()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var options = Options.Create(new GatewayOptions());
        var health = new RealtimeHealth(new SlotLedger(options, time), new DrainState(), options, time);
        Assert.Equal(RealtimeHealth.Unavailable, health.Report().Status);

        foreach (var part in new[] { PartNames.LiveKit, PartNames.Worker, PartNames.Provider })
        {
            health.Record(part, PartResult.Up("well"));
        }

        time.Advance(RealtimeHealth.StaleAfter);
        Assert.Equal(RealtimeHealth.Ok, health.Report().Status);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(RealtimeHealth.Unavailable, health.Report().Status);
        Assert.Equal(new PartReport(PartState.Down, 15_001, "no news: well"), health.Part(PartNames.Worker));
    }

    private static async Task<string?> PartAsync(GatewayUnderTest gateway, string part)
    {
        using var response = await gateway.Http.GetAsync("/healthz/realtime");
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("parts").GetProperty(part).GetProperty("state").GetString();
    }
}
