using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Gateway;

public sealed class LiveKitFailureTests
{
    [Theory]
    [InlineData(nameof(LiveKitStandIn.Fault.WrongShape))]
    [InlineData(nameof(LiveKitStandIn.Fault.Hangs))]
    public async Task LiveKitLost_SlotsAreKeptAndNewCallsRefused_UntilItIsBack(string fault)
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow, flows: true);
        await using var gateway = await GatewayUnderTest.StartAsync(null, time);
        var call = await gateway.NewCallAsync();
        await gateway.TryJoinAsync(call.Token);
        await gateway.LiveKit.UntilListedTwiceAsync();

        gateway.LiveKit.Failure = Enum.Parse<LiveKitStandIn.Fault>(fault);
        await Eventually.IsTrueAsync("new calls are refused", RefusesAsync, GatewayUnderTest.Patience);
        Assert.Equal(1, gateway.Get<SlotLedger>().Count().Active);

        gateway.LiveKit.Failure = null;
        await Eventually.IsTrueAsync("new calls are taken", async () =>
        {
            using var response = await gateway.PostAsync();
            return response.StatusCode == HttpStatusCode.Created;
        }, GatewayUnderTest.Patience);
        Assert.Empty(gateway.Logs.Errors);

        async Task<bool> RefusesAsync()
        {
            time.Advance(TimeSpan.FromSeconds(1));
            using var response = await gateway.PostAsync();
            return response.StatusCode == HttpStatusCode.ServiceUnavailable
                && (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()!.EndsWith("/livekit-unavailable", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task LiveKitGone_JoinIsABadGatewayAndTokenStaysUsable()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await gateway.NewCallAsync();
        var address = gateway.LiveKit.Url;

        await gateway.LiveKit.DisposeAsync();
        Assert.Equal(HttpStatusCode.BadGateway, await gateway.TryJoinAsync(call.Token));
        await gateway.UntilHealthAsync(HttpStatusCode.ServiceUnavailable);

        await using var again = await LiveKitStandIn.StartAsync(address);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token));
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task GatewayKilled_NextOneAdoptsRoomsAndLetsTheirCallersReturn()
    {
        await using var first = await GatewayUnderTest.StartAsync("--Gateway:Slots=1");
        var call = await first.NewCallAsync();
        await first.TryJoinAsync(call.Token);

        await using var second = await GatewayUnderTest.StartAsync(first.LiveKit, null, "--Gateway:Slots=1");

        using (var refused = await second.PostAsync())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await second.TryJoinAsync(call.Token));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await second.TryJoinAsync(call.Token, inHeader: true));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await second.TryJoinAsync(call.Token, cookie: call.Cookie));
        first.LiveKit.Rooms.Clear();
        await Eventually.IsTrueAsync("the adopted slot is free", () => second.Get<SlotLedger>().Count().Free == 1, GatewayUnderTest.Patience);
    }
}
