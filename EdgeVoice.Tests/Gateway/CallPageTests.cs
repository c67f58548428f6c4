using System.Net;
using System.Text.RegularExpressions;

namespace EdgeVoice.Tests.Gateway;

public sealed partial class CallPageTests
{
    [Fact]
    public async Task Index_IsServedFreshAndLockedDown()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        using var response = await gateway.Http.GetAsync("/");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("EdgeVoice", html, StringComparison.Ordinal);
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains(gateway.Origin.Replace("http", "ws", StringComparison.Ordinal), policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("microphone=(self)", response.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Assets_NamedByTheIndex_MayBeKeptForEver()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var html = await gateway.Http.GetStringAsync("/");
        var assets = Asset().Matches(html).Select(match => match.Value).ToArray();

        Assert.NotEmpty(assets);
        foreach (var asset in assets)
        {
            using var response = await gateway.Http.GetAsync("/" + asset);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("immutable", response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        }

        using var missing = await gateway.Http.GetAsync("/assets/none.js");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [GeneratedRegex("""(?<=(src|href)="\./)assets/[^"]+""")]
    private static partial Regex Asset();
}
