using System.Net.Http.Json;
using EdgeVoice.CloudflareEmulator.Proxy;

namespace EdgeVoice.Tests.CloudflareEmulator;

public sealed class HeaderTests(ThreeRegions regions) : IClassFixture<ThreeRegions>
{
    [Fact]
    public async Task Request_CarriesTheCallersPlace()
    {
        var headers = (await regions.WhereAsync("sao-paulo")).Headers;

        Assert.Equal("BR", headers["CF-IPCountry"]);
        Assert.Equal("São Paulo", headers["cf-ipcity"]);
        Assert.Equal("SA", headers["cf-ipcontinent"]);
        Assert.Equal("-23.55", headers["cf-iplatitude"]);
        Assert.Equal("America/Sao_Paulo", headers["cf-timezone"]);
        Assert.Equal("127.0.0.1", headers["CF-Connecting-IP"]);
        Assert.Equal("voice-us-east.example.com", headers["Host"]);
        Assert.Matches("^[0-9a-f]{16}-GRU$", headers["CF-Ray"]);
    }

    [Fact]
    public async Task Request_WithHeadersOfTheEdge_ArrivesWithTheTrueOnes()
    {
        (string, string)[] forged =
        [
            ("CF-Connecting-IP", "203.0.113.9"), ("cf-ipcountry", "KP"), ("CF-IPCity", "Atlantis"), ("CF-Ray", "forged"), ("CF-Worker", "evil.example"),
            ("CF-Access-Jwt-Assertion", "forged"), ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Host", "evil.example"), ("True-Client-IP", "203.0.113.9"), ("Forwarded", "for=203.0.113.9"),
        ];

        var headers = (await regions.WhereAsync("seattle", forged)).Headers;

        Assert.Equal("127.0.0.1", headers["CF-Connecting-IP"]);
        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"]);
        Assert.Equal("US", headers["CF-IPCountry"]);
        Assert.Equal("Seattle", headers["cf-ipcity"]);
        Assert.All(headers.Values, value => Assert.DoesNotMatch("203\\.0\\.113|forged|evil|Atlantis|KP", value));
        Assert.DoesNotContain(Caller.Header, headers.Keys);
    }

    [Fact]
    public async Task RegionsOwnName_CannotBeForgedEither()
    {
        using var client = new HttpClient { BaseAddress = new(regions.Edge.Addresses.Region("us-west")!) };
        client.DefaultRequestHeaders.Add("CF-Connecting-IP", "203.0.113.9");

        var arrived = (await client.GetFromJsonAsync<GatewayStandIn.Arrived>("/where"))!.AnyCase();

        Assert.Equal("us-west", arrived.Region);
        Assert.Equal("127.0.0.1", arrived.Headers["CF-Connecting-IP"]);
    }

    [Fact]
    public async Task Answer_NamesTheRequest()
    {
        using var response = await regions.Client.GetAsync(new Uri("/where", UriKind.Relative));

        Assert.Matches("^[0-9a-f]{16}-EWR$", Assert.Single(response.Headers.GetValues("CF-Ray")));
        Assert.Equal("cloudflare", response.Headers.Server.ToString());
    }
}
