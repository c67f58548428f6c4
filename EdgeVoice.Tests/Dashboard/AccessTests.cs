using System.Net;
using EdgeVoice.Dashboard.Access;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Dashboard;

public sealed class AccessTests
{
    private static readonly string[] s_routes =
    [
        "/api/about", "/api/live", "/api/turns", "/api/turns/summary", "/api/sessions", "/api/sessions/x", "/api/sessions/x/audio", "/api/sessions/x/waveform", "/api/traces/x",
        "/api/compare", "/api/export", "/api/import", "/api/events", "/api/telemetry", "/api/nothing", "/assets/x.js",
    ];

    [Fact]
    public async Task WithoutLogin_OnlyHealthAndTheLoginPageAnswer()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        using var stranger = Client(dashboard, out _);

        foreach (var route in s_routes)
        {
            using var answer = await stranger.GetAsync(new Uri(route, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        foreach (var open in new[] { "/health", "/alive", "/login" })
        {
            using var answer = await stranger.GetAsync(new Uri(open, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var page = await stranger.GetAsync(new Uri("/turns?region=us-east", UriKind.Relative));
        Assert.Equal("/login?returnUrl=%2Fturns%3Fregion%3Dus-east", page.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task TheLoginUrl_GivesACookie_AndLeadsBack()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        using var browser = Client(dashboard, out var cookies);

        using var login = await browser.GetAsync(new Uri($"/login?t={Uri.EscapeDataString(DashboardHost.Token)}&returnUrl=%2Fturns%3Fregion%3Dus-east", UriKind.Relative));
        Assert.Equal("/turns?region=us-east", login.Headers.Location!.OriginalString);
        var cookie = cookies.GetCookies(dashboard.Page)[AccessMiddleware.Cookie]!;
        Assert.True(cookie.HttpOnly);
        Assert.DoesNotContain(DashboardHost.Token, cookie.Value, StringComparison.Ordinal);
        using var about = await browser.GetAsync(new Uri("/api/about", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, about.StatusCode);
        Assert.Contains("default-src 'none'; script-src 'self'", about.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        cookie.Value = cookie.Value[..^2] + "xx";
        using var forged = await browser.GetAsync(new Uri("/api/about", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
    }

    [Fact]
    public async Task AfterAWrongToken_TheRightOneStillLeadsBack_AndThePolicyAllowsThePagesStyleAlone()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        using var browser = Client(dashboard, out _);
        using var form = new FormUrlEncodedContent([new("t", "a wrong one"), new("returnUrl", "/turns?region=us-east")]);

        using var answer = await browser.PostAsync(new Uri("/login", UriKind.Relative), form);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("""name="returnUrl" value="/turns?region=us-east">""", page, StringComparison.Ordinal);
        var style = System.Text.RegularExpressions.Regex.Match(page, "<style>(.*)</style>", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains(await File.ReadAllTextAsync(RepositoryRoot.Combine("web", "src", "styles", "tokens.css")), style, StringComparison.Ordinal);
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"style-src 'sha256-{hash}';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task TheLogin_LeadsNowhereElse(string returnUrl)
    {
        await using var dashboard = await DashboardHost.StartAsync();
        using var browser = Client(dashboard, out _);

        using var login = await browser.GetAsync(new Uri($"/login?t={Uri.EscapeDataString(DashboardHost.Token)}&returnUrl={Uri.EscapeDataString(returnUrl)}", UriKind.Relative));

        Assert.Equal("/", login.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task WrongTokens_AreRefused_AndSoonNotEvenLookedAt()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        using var browser = Client(dashboard, out _);
        List<HttpStatusCode> answers = [];
        for (var attempt = 0; attempt < 25; attempt++)
        {
            using var answer = await browser.GetAsync(new Uri($"/login?t=guess{attempt}", UriKind.Relative));
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, answers[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Theory]
    [InlineData("CF-Connecting-IP", "203.0.113.7", "203.0.113.8")]
    [InlineData("X-Forwarded-For", "198.51.100.1, 203.0.113.7", "198.51.100.1, 203.0.113.8")]
    [InlineData("X-Forwarded-For", "2001:db8:1:1::7", "2001:db8:1:2::7")]
    public async Task WrongTokensOfOneClient_LockNobodyElseOut(string header, string guesser, string owner)
    {
        await using var dashboard = await DashboardHost.StartAsync();
        for (var attempt = 0; attempt < 25; attempt++)
        {
            await LoginAsync(dashboard, (header, guesser), token: $"guess{attempt}");
        }

        using var locked = await LoginAsync(dashboard, (header, guesser));
        using var free = await LoginAsync(dashboard, (header, owner));

        Assert.Equal(HttpStatusCode.TooManyRequests, locked.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, free.StatusCode);
    }

    [Fact]
    public async Task AClientWhoSaysBeforeItsProxyThatItIsAnother_IsStillTheSame()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        for (var attempt = 0; attempt < 25; attempt++)
        {
            await LoginAsync(dashboard, ("X-Forwarded-For", $"198.51.100.{attempt}, 203.0.113.7"), token: $"guess{attempt}");
        }

        using var locked = await LoginAsync(dashboard, ("X-Forwarded-For", "198.51.100.200, 203.0.113.7"));

        Assert.Equal(HttpStatusCode.TooManyRequests, locked.StatusCode);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("https, http", true)]
    [InlineData("http", false)]
    public async Task TheCookie_BehindATunnelThatEndsTls_IsForHttpsOnly(string protocol, bool secure)
    {
        await using var dashboard = await DashboardHost.StartAsync();

        using var login = await LoginAsync(dashboard, ("X-Forwarded-Proto", protocol));

        Assert.Equal(secure, login.Headers.GetValues("Set-Cookie").Single().Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task AChangeByCookieAlone_IsRefused()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        using var browser = Client(dashboard, out _);
        using var login = await browser.GetAsync(new Uri($"/login?t={Uri.EscapeDataString(DashboardHost.Token)}", UriKind.Relative));

        using var wipe = await browser.DeleteAsync(new Uri("/api/telemetry", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, wipe.StatusCode);
    }

    [Fact]
    public async Task TheDoors_AreSeparate()
    {
        await using var dashboard = await DashboardHost.StartAsync();

        using var telemetryAtThePages = await dashboard.Client.PostAsync(new Uri("/v1/traces", UriKind.Relative), new ByteArrayContent([]));
        Assert.Equal(HttpStatusCode.NotFound, telemetryAtThePages.StatusCode);
        using var pagesAtTelemetry = await dashboard.Client.GetAsync(new Uri(dashboard.Http, "/api/turns"));
        Assert.Equal(HttpStatusCode.NotFound, pagesAtTelemetry.StatusCode);
        using var noKey = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard.Http, "/v1/traces")) { Content = new ByteArrayContent([]) };
        noKey.Content.Headers.ContentType = new("application/x-protobuf");
        using var refused = await dashboard.Client.SendAsync(noKey);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static async Task<HttpResponseMessage> LoginAsync(DashboardHost dashboard, (string Name, string Value) header, string token = DashboardHost.Token)
    {
        using var browser = Client(dashboard, out _);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/login?t={Uri.EscapeDataString(token)}");
        request.Headers.Add(header.Name, header.Value);
        return await browser.SendAsync(request);
    }

    private static HttpClient Client(DashboardHost dashboard, out CookieContainer cookies)
    {
        cookies = new CookieContainer();
        return new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = dashboard.Page };
    }
}
