using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Gateway.Admission;

public sealed class ProofOfWorkTests
{
    private const string On = "--Gateway:Challenge:Kind=ProofOfWork";

    [Fact]
    public async Task PostCalls_WithoutProof_IsAskedForWorkAndTakesNoSlot()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(On);

        var challenge = await ChallengeAsync(gateway);

        Assert.Equal(("proof-of-work", "SHA-256", 20_000), (challenge.GetProperty("kind").GetString(), challenge.GetProperty("algorithm").GetString(), challenge.GetProperty("maxnumber").GetInt32()));
        Assert.Equal(0, gateway.Get<SlotLedger>().Count().Reserved);

        using var granted = await gateway.Http.PostCallAsync(new Uri(gateway.Origin + "/api/calls"), "echo", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, granted.StatusCode);
    }

    [Fact]
    public async Task GetChallenge_TellsItBeforeTheCall_OrThatThereIsNone()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(On);
        await using var open = await GatewayUnderTest.StartAsync();

        var challenge = await gateway.Http.GetFromJsonAsync<JsonElement>("/api/challenge");
        using var none = await open.Http.GetAsync("/api/challenge");

        Assert.Equal(HttpStatusCode.Created, await PostAsync(gateway, CallChallenge.Solve(challenge)));
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
    }

    [Fact]
    public async Task Proof_UsedTwice_OpensOnce()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(On);
        var proof = CallChallenge.Solve(await ChallengeAsync(gateway));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PostAsync(gateway, proof)));

        Assert.Equal(1, answers.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(9, answers.Count(status => status == HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Proof_AfterItsTime_IsRefused()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow, flows: true);
        await using var gateway = await GatewayUnderTest.StartAsync(null, time, On);
        var proof = CallChallenge.Solve(await ChallengeAsync(gateway));

        time.Advance(TimeSpan.FromSeconds(121));

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(gateway, proof));
    }

    [Theory]
    [InlineData("maxnumber=20000", "maxnumber=99999")]
    [InlineData("expires=1", "expires=9")]
    [InlineData("\"number\":", "\"number\":1")]
    [InlineData("\"signature\":\"", "\"signature\":\"0")]
    [InlineData("\"algorithm\":\"SHA-256\"", "\"algorithm\":\"SHA-1\"")]
    [InlineData("\"salt\":", "\"salt\":null,\"x\":")]
    [InlineData("{", "[")]
    public async Task Proof_Altered_IsRefused(string part, string by)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(On);
        var proof = Encoding.UTF8.GetString(Convert.FromBase64String(CallChallenge.Solve(await ChallengeAsync(gateway))));

        var altered = proof.Replace(part, by, StringComparison.Ordinal);

        Assert.NotEqual(proof, altered);
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(gateway, Convert.ToBase64String(Encoding.UTF8.GetBytes(altered))));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(gateway, altered));
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task Effort_WhileNobodyComesForTheSlots_Grows()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow, flows: true);
        await using var gateway = await GatewayUnderTest.StartAsync(null, time, On, "--Gateway:Slots=4", "--Gateway:Challenge:Effort=100", "--Gateway:Challenge:MostEffort=10000");
        var before = CallChallenge.Solve(await ChallengeAsync(gateway));
        for (var call = 0; call < 2; call++)
        {
            Assert.Equal(HttpStatusCode.Created, await PostAsync(gateway, CallChallenge.Solve(await ChallengeAsync(gateway))));
        }

        Assert.Equal(100, (await ChallengeAsync(gateway)).GetProperty("maxnumber").GetInt32());
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(10_000, (await ChallengeAsync(gateway)).GetProperty("maxnumber").GetInt32());
        // What was cheap before the flood buys nothing in it.
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(gateway, before));
    }

    private static async Task<JsonElement> ChallengeAsync(GatewayUnderTest gateway)
    {
        using var response = await gateway.PostAsync(JsonContent.Create(new { persona = "echo" }));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.EndsWith("/challenge-required", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        return problem.GetProperty("challenge");
    }

    private static async Task<HttpStatusCode> PostAsync(GatewayUnderTest gateway, string proof)
    {
        using var response = await gateway.PostAsync(JsonContent.Create(new JsonObject { ["persona"] = "echo", ["proof"] = proof }));
        return response.StatusCode;
    }
}
