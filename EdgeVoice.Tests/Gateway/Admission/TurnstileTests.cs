using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Bench.Failover.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.Gateway.Admission;

public sealed class TurnstileTests
{
    [Fact]
    public async Task PostCalls_TurnstileSaysYes_IsGrantedAndToldWhoAsks()
    {
        await using var turnstile = await TurnstileStandIn.StartAsync();
        await using var gateway = await StartAsync(turnstile.Url);

        using var asked = await gateway.PostAsync();
        var challenge = await ChallengeAsync(asked);
        Assert.Equal(("turnstile", "site-key"), (challenge.GetProperty("kind").GetString(), challenge.GetProperty("siteKey").GetString()));
        Assert.Contains("script-src 'self' https://challenges.cloudflare.com;", asked.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        using var granted = await gateway.PostAsync(JsonContent.Create(new { proof = "good" }));
        Assert.Equal(HttpStatusCode.Created, granted.StatusCode);
        Assert.Equal(("secret-key", "good", "127.0.0.1"), Assert.Single(turnstile.Asked));

        using var refused = await gateway.PostAsync(JsonContent.Create(new { proof = "bad" }));
        Assert.Equal("turnstile", (await ChallengeAsync(refused)).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task PostCalls_TurnstileIsAway_WorkIsShownInstead()
    {
        await using var gateway = await StartAsync("http://127.0.0.1:1");

        using var refused = await gateway.PostAsync(JsonContent.Create(new { proof = "good" }));
        var challenge = await ChallengeAsync(refused);
        Assert.Equal("proof-of-work", challenge.GetProperty("kind").GetString());

        using var granted = await gateway.PostAsync(JsonContent.Create(new { proof = CallChallenge.Solve(challenge) }));
        Assert.Equal(HttpStatusCode.Created, granted.StatusCode);
    }

    private static Task<GatewayUnderTest> StartAsync(string url) => GatewayUnderTest.StartAsync(
        "--Gateway:Challenge:Kind=Turnstile", "--Gateway:Challenge:SiteKey=site-key", "--Gateway:Challenge:SecretKey=secret-key", "--Gateway:Challenge:VerifyUrl=" + url);

    private static async Task<JsonElement> ChallengeAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("challenge");
    }

    /// <summary>Takes the response "good".</summary>
    private sealed class TurnstileStandIn : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private TurnstileStandIn()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            _app = builder.Build();
            _app.Urls.Add("http://127.0.0.1:0");
            _app.MapPost("/", async (HttpRequest request) =>
            {
                var form = await request.ReadFormAsync();
                if (form["response"] == "good")
                {
                    Asked.Add((form["secret"].ToString(), form["response"].ToString(), form["remoteip"].ToString()));
                }

                return Results.Json(new { success = form["response"] == "good" });
            });
        }

        public List<(string Secret, string Response, string Client)> Asked { get; } = [];

        public string Url => _app.Urls.Single();

        public static async Task<TurnstileStandIn> StartAsync()
        {
            var standIn = new TurnstileStandIn();
            await standIn._app.StartAsync();
            return standIn;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
