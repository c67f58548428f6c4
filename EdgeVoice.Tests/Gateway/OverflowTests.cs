using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EdgeVoice.Tests.Gateway;

public sealed class OverflowTests
{
    [Fact]
    public async Task Post_RegionFull_IsAnsweredWithTheNextRegionsOffer()
    {
        await using var regions = await GatewayGroup.StartAsync(1, 1);
        var (east, west) = (regions[0], regions[1]);
        await east.NewCallAsync();

        using var response = await east.PostAsync();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        var call = (await response.Content.ReadFromJsonAsync<GatewayUnderTest.Call>())!;
        Assert.Equal("region-1", call.Region);
        Assert.Equal(west.Origin.Replace("http", "ws", StringComparison.Ordinal), call.Url);
        Assert.Equal(1, west.Get<SlotLedger>().Count().Reserved);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await west.TryJoinAsync(call.Token));
        var policy = (await east.Http.GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains($" {call.Url} {west.Origin}", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EveryRegionFull_IsRefusedAndNoOfferGoesInCircles()
    {
        await using var regions = await GatewayGroup.StartAsync(1, 1);
        await regions[0].NewCallAsync();
        using var passedOn = await regions[0].PostAsync();
        Assert.Equal(HttpStatusCode.Created, passedOn.StatusCode);

        using var response = await regions[1].PostAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("/problems/no-capacity", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        Assert.True(response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
    }

    [Theory]
    [InlineData(PeerStandIn.Lie.OtherRegion)]
    [InlineData(PeerStandIn.Lie.OtherAddress)]
    [InlineData(PeerStandIn.Lie.OtherRoom)]
    [InlineData(PeerStandIn.Lie.NoToken)]
    [InlineData(PeerStandIn.Lie.NotJson)]
    [InlineData(PeerStandIn.Lie.Endless)]
    [InlineData(PeerStandIn.Lie.Hangs)]
    public async Task Post_PeerSlowOrLying_CostsItsBudgetAndTheNextPeerIsAsked(PeerStandIn.Lie lie)
    {
        await using var liar = await PeerStandIn.StartAsync("liar", lie);
        await using var honest = await PeerStandIn.StartAsync("honest", null);
        await using var gateway = await GatewayUnderTest.StartAsync(
            "--Gateway:Slots=1", "--Gateway:PeersKey=" + GatewayGroup.PeersKey, "--Gateway:PeerBudgetMs=300",
            "--Gateway:Peers:0:Region=liar", "--Gateway:Peers:0:Url=" + liar.Url, "--Gateway:Peers:1:Region=honest", "--Gateway:Peers:1:Url=" + honest.Url);
        await gateway.NewCallAsync();

        using var response = await gateway.PostAsync();

        Assert.Equal("honest", (await response.Content.ReadFromJsonAsync<GatewayUnderTest.Call>())!.Region);
        Assert.Equal(1, liar.Asked);
    }

    [Fact]
    public async Task InternalCalls_WithoutThePeersKey_IsRefused()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:PeersKey=" + GatewayGroup.PeersKey);
        var forged = new JsonWebTokenHandler().CreateToken("""{"iss":"east","aud":"test"}""");
        foreach (var token in new[] { null, "x", forged, TestTokens.Create("call_x", secret: GatewayGroup.PeersKey) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/internal/calls") { Content = JsonContent.Create(new { persona = "concierge", locale = "en-US" }) };
            request.Headers.TryAddWithoutValidation("Authorization", token is null ? null : "Bearer " + token);
            using var response = await gateway.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        Assert.Equal(0, gateway.Get<SlotLedger>().Count().Reserved);
    }

    [Fact]
    public async Task Post_TwoHundredAtOnceForTwentySlots_AdmitsTwentyTwice()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow, flows: true);
        await using var regions = await GatewayGroup.StartAsync(time, 9, 6, 5);
        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(regions.All.Select(gateway => gateway.UntilHealthAsync(HttpStatusCode.OK)));
            var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async caller =>
            {
                using var response = await regions[caller % 3].PostAsync();
                var body = await response.Content.ReadFromJsonAsync<JsonElement>();
                return response.StatusCode == HttpStatusCode.Created
                    ? body.GetProperty("callId").GetString()!
                    : $"{(int)response.StatusCode} {body.GetProperty("type").GetString()} {response.Headers.RetryAfter?.Delta?.TotalSeconds}";
            }));

            var admitted = answers.Where(answer => answer.StartsWith("call_", StringComparison.Ordinal)).ToArray();
            Assert.Equal(20, admitted.Distinct().Count());
            Assert.Equal(180, answers.Count(answer => answer == "503 /problems/no-capacity 5"));
            Assert.Equal([9, 6, 5], regions.All.Select(gateway => gateway.Get<SlotLedger>().Count().Reserved));

            time.Advance(TokenMinter.Lifetime + SlotLedger.ExpiryGrace);
            await Eventually.IsTrueAsync(
                "every slot is free again", () => regions.All.All(gateway => gateway.Get<SlotLedger>().Count() is { Reserved: 0, Active: 0 }), GatewayUnderTest.Patience);
        }
    }
}
