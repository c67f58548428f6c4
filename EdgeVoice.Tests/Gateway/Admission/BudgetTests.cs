using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Gateway.Admission;

public sealed class BudgetTests
{
    private const string Edge = "--Gateway:EdgeNetworks=127.0.0.0/8";

    [Fact]
    public async Task PostCalls_OneClientHoldsAsManyAsItMay_OthersComeIn()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Edge, "--Gateway:Budgets:UnusedPerClient=2");

        Assert.Equal(["", "", "client-limit"], [await PostAsync(gateway, "203.0.113.1"), await PostAsync(gateway, "203.0.113.1"), await PostAsync(gateway, "203.0.113.1")]);
        Assert.Equal("", await PostAsync(gateway, "203.0.113.2"));
    }

    [Fact]
    public async Task PostCalls_NetworkHoldsAsManyAsItMay_OthersComeIn()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Edge, "--Gateway:Budgets:UnusedPerNetwork=2");

        Assert.Equal(["", "", "client-limit"], [await PostAsync(gateway, "2001:db8:1:1::1"), await PostAsync(gateway, "2001:db8:1:2::1"), await PostAsync(gateway, "2001:db8:1:3::1")]);
        Assert.Equal("", await PostAsync(gateway, "2001:db8:2::1"));
    }

    [Fact]
    public async Task PostCalls_ConcurrentCallsOfAClient_AreCounted()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Edge, "--Gateway:Budgets:Client:Concurrent=1");
        using var first = await AskAsync(gateway, "203.0.113.1");
        var call = (await first.Content.ReadFromJsonAsync<GatewayUnderTest.Call>())!;
        using var socket = await gateway.JoinAsync(call.Token);

        Assert.Equal("client-limit", await PostAsync(gateway, "203.0.113.1"));
        await gateway.LiveKit.UntilListedTwiceAsync();
        gateway.LiveKit.Rooms.Clear();

        await Eventually.IsTrueAsync("the next call is taken", async () => await PostAsync(gateway, "203.0.113.1") == "", GatewayUnderTest.Patience);
    }

    [Fact]
    public async Task PostCalls_TenantsBudget_IsItsOwn()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:Budgets:Tenants:harbour-hotel:Concurrent=1");

        Assert.Equal(["", "tenant-limit"], [await PostAsync(gateway, persona: "concierge"), await PostAsync(gateway, persona: "concierge")]);
        Assert.Equal("", await PostAsync(gateway, persona: "echo"));
    }

    [Theory]
    [InlineData("Client:PerDay", "client-limit", false)]
    [InlineData("Tenant:PerDay", "tenant-limit", true)]
    [InlineData("RegionPerDay", "region-limit", true)]
    public async Task PostCalls_BudgetOfTheDay_BeginsAnewAtMidnight(string budget, string refusal, bool whenJoined)
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 3, 1, 23, 59, 0, TimeSpan.Zero), flows: true);
        await using var gateway = await GatewayUnderTest.StartAsync(null, time, $"--Gateway:Budgets:{budget}=2");
        for (var call = 0; call < 2; call++)
        {
            var granted = await gateway.NewCallAsync();
            Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(granted.Token));
        }

        Assert.Equal(refusal, await PostAsync(gateway, persona: "concierge"));
        time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.IsTrueAsync("calls are taken again", async () => await PostAsync(gateway, persona: "concierge") == "", GatewayUnderTest.Patience);

        if (whenJoined)
        {
            // Whoever never comes uses up nobody else's.
            Assert.Equal(["", "", ""], [await PostAsync(gateway, persona: "concierge"), await PostAsync(gateway, persona: "concierge"), await PostAsync(gateway, persona: "concierge")]);
        }
    }

    [Fact]
    public async Task PostCalls_OverItsLimit_IsNotPassedOnToPeers()
    {
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [2, 2], [Edge, "--Gateway:Budgets:UnusedPerClient=1"]);

        Assert.Equal(["", "client-limit"], [await PostAsync(regions[0], "203.0.113.1"), await PostAsync(regions[0], "203.0.113.1")]);
    }

    [Fact]
    public async Task PostCalls_PassedOnToAPeer_CountsForItsCallerThere()
    {
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [1, 4], [Edge, "--Gateway:Budgets:UnusedPerClient=1"]);
        Assert.Equal("", await PostAsync(regions[0], "203.0.113.1"));

        Assert.Equal(["", "no-capacity", ""], [await PostAsync(regions[0], "203.0.113.2"), await PostAsync(regions[0], "203.0.113.2"), await PostAsync(regions[0], "203.0.113.3")]);
    }

    [Fact]
    public async Task PostCalls_EdgesHeaderFromElsewhere_IsNotBelieved()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:EdgeNetworks=10.42.0.0/16", "--Gateway:Budgets:UnusedPerClient=1");

        Assert.Equal(["", "client-limit"], [await PostAsync(gateway, "203.0.113.1"), await PostAsync(gateway, "203.0.113.2")]);
    }

    // The name of the problem; empty when there is none.
    private static async Task<string> PostAsync(GatewayUnderTest gateway, string? client = null, string persona = "echo")
    {
        using var response = await AskAsync(gateway, client, persona);
        return response.StatusCode == HttpStatusCode.Created ? "" : (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()!.Split('/')[^1];
    }

    private static async Task<HttpResponseMessage> AskAsync(GatewayUnderTest gateway, string? client, string persona = "echo")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/calls") { Content = JsonContent.Create(new { persona }) };
        if (client is not null)
        {
            request.Headers.Add("CF-Connecting-IP", client);
        }

        return await gateway.Http.SendAsync(request);
    }
}
