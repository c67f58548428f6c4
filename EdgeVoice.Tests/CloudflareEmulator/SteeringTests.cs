using System.Net;
using System.Net.Http.Json;
using EdgeVoice.CloudflareEmulator.Proxy;
using EdgeVoice.CloudflareEmulator.Steering;
using EdgeVoice.Distances;
using EdgeVoice.Tests.AppHost.Cloudflare;
using EdgeVoice.Tests.Shared;
using Microsoft.AspNetCore.Mvc;

namespace EdgeVoice.Tests.CloudflareEmulator;

public sealed class SteeringTests(ThreeRegions regions) : IClassFixture<ThreeRegions>
{
    private static readonly PlaceBook s_places = PlaceBook.LoadShipped();

    public static TheoryData<string> Places => [.. s_places.Places.Select(place => place.Id)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Caller_LandsInTheNearestRegion_AndInTheNextWhenItIsDown(string id)
    {
        var order = s_places.Find(id)!.RoundTrips.OrderBy(pair => pair.Value.Ms).Select(pair => pair.Key).ToArray();
        await regions.AllUpAsync();
        Assert.Equal(order[0], (await regions.WhereAsync(id)).Region);

        await regions.SetDownAsync(order[0]);
        Assert.Equal(order[1], (await regions.WhereAsync(id)).Region);

        await regions.SetDownAsync(order[1]);
        Assert.Equal(order[2], (await regions.WhereAsync(id)).Region);
        await regions.AllUpAsync();
    }

    [Fact]
    public async Task AllUnhealthy_TheFallbackPoolAnswersWhatItCan()
    {
        await regions.SetDownAsync("us-east", "us-west", "eu-central");

        Assert.Equal("us-east", (await regions.WhereAsync("sydney")).Region);
        await regions.AllUpAsync();
    }

    [Fact]
    public async Task NoTunnelAtAll_PeopleGetAPage_ProgramsGetAProblem()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        using var client = new HttpClient { BaseAddress = new(edge.Addresses.Public!) };
        await edge.HasHealthAsync("us-east", PoolHealth.Unhealthy);

        using var program = await client.PostAsJsonAsync("/api/calls", new { });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml");
        using var page = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, program.StatusCode);
        Assert.Equal("application/problem+json", program.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(program.Headers.RetryAfter?.Delta);
        Assert.Equal("No region can be reached", (await program.Content.ReadFromJsonAsync<ProblemDetails>())!.Title);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("No region can be reached at the moment.", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connector_LostBeforeTheMonitorNotices_TheRequestGoesToTheNextRegion()
    {
        await regions.AllUpAsync();
        await regions["eu-central"].DisconnectAsync(graceful: false);
        await Eventually.IsTrueAsync("eu-central has no connection", () => regions.Edge.Connections("eu-central") == 0, EdgeUnderTest.Patience);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/calls") { Content = JsonContent.Create(new { persona = "host" }) };
        request.Headers.Add(Caller.Header, "frankfurt");
        using var response = await regions.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("""{"persona":"host"}""", Assert.Single(regions["us-east"].Gateway.Posts).Body);
        await regions["eu-central"].ConnectAsync();
        await regions.AllUpAsync();
    }

    [Fact]
    public async Task Cookie_KeepsACallerWithItsRegion_UntilThatIsDown_OrTheCallerMoves()
    {
        await regions.AllUpAsync();
        await regions.SetDownAsync("eu-central");
        var cookie = await CookieAsync("frankfurt");
        await regions.AllUpAsync();

        Assert.Equal("us-east", (await regions.WhereAsync("frankfurt", ("Cookie", cookie))).Region);
        Assert.Equal("us-west", (await regions.WhereAsync("tokyo", ("Cookie", cookie))).Region);

        await regions.SetDownAsync("us-east");
        Assert.Equal("eu-central", (await regions.WhereAsync("frankfurt", ("Cookie", cookie))).Region);
        await regions.AllUpAsync();
    }

    [Fact]
    public void PublishedLists_FollowTheFigures() => Assert.All(s_places.Places, place => Assert.Equal(
        place.RoundTrips.OrderBy(pair => pair.Value.Ms).Select(pair => pair.Key),
        Fleets.Three.FailoverOrder(place.CloudflareRegion).Select(cell => cell.Name)));

    private async Task<string> CookieAsync(string place)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/where");
        request.Headers.Add(Caller.Header, place);
        using var response = await regions.Client.SendAsync(request);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        return cookie[..cookie.IndexOf(';', StringComparison.Ordinal)];
    }
}
