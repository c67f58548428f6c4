using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EdgeVoice.Tests.Gateway;

public sealed class ResumeTests(PostgresServer postgres)
{
    [Fact]
    public async Task Resume_InAnotherRegion_GivesTheNextGenerationOnce()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [2, 2], [database.Setting]);
        var call = await regions[0].NewCallAsync();
        var attempt = Guid.NewGuid();

        var (status, resumed) = await ResumeAsync(regions[1], call.CallId, call.ResumeToken, attempt);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal((call.CallId, call.CallId + ".2", "region-1", 2), (resumed!.CallId, resumed.Room, resumed.Region, resumed.Generation));
        var (metadata, startedAt) = MetadataOf(resumed.Token);
        // To the millisecond, as the secret has it.
        Assert.InRange(MetadataOf(call.Token).StartedAt - startedAt, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        Assert.Equal($$"""{"callId":"{{call.CallId}}","persona":"concierge","region":"region-1","locale":"en-US","generation":2,"resume":true}""", metadata);
        Assert.Equal([(2, "region-1", call.CallId + ".2")], await database.GenerationsAsync(call.CallId));

        // The answer was lost: the same attempt, wherever it lands, has the same generation.
        var (again, same) = await ResumeAsync(regions[0], call.CallId, call.ResumeToken, attempt);
        Assert.Equal((HttpStatusCode.Created, 2, "region-0"), (again, same!.Generation, same.Region));
        Assert.Equal([(2, "region-0", call.CallId + ".2")], await database.GenerationsAsync(call.CallId));

        // Another window with the old secret once somebody is in the call, and then the next loss with the new one.
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await regions[0].TryJoinAsync(same.Token));
        await Eventually.IsTrueAsync("the join is known everywhere", () => database.IsJoinedAsync(call.CallId, 2), GatewayUnderTest.Patience);
        Assert.Equal(HttpStatusCode.Conflict, (await ResumeAsync(regions[1], call.CallId, call.ResumeToken, Guid.NewGuid())).Status);
        Assert.Equal(3, (await ResumeAsync(regions[1], call.CallId, same.ResumeToken, Guid.NewGuid())).Call!.Generation);
    }

    [Fact]
    public async Task Resume_AgentIsSentAheadOfTheCaller_AndTheOfferGoodUntilItJoins()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var gateway = await GatewayUnderTest.StartAsync(database.Setting);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await gateway.NewCallAsync();
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token));
        var attempt = Guid.NewGuid();

        await ResumeAsync(gateway, call.CallId, call.ResumeToken, attempt);

        var (room, metadata) = Assert.Single(gateway.LiveKit.Dispatches);
        Assert.Equal(call.CallId + ".2", room);
        Assert.Equal($$"""{"callId":"{{call.CallId}}","persona":"concierge","region":"test","locale":"en-US","generation":2,"resume":true}""", DispatchMetadata.Read(metadata).Others);

        // The room is there, the caller is not: a lost answer can still be asked for again, and the call's older room goes on.
        await gateway.LiveKit.UntilListedTwiceAsync();
        var (again, same) = await ResumeAsync(gateway, call.CallId, call.ResumeToken, attempt);
        Assert.Equal(HttpStatusCode.Created, again);
        Assert.Empty(gateway.Get<SlotLedger>().SupersededRooms(joinedElsewhere: true));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(same!.Token));
        Assert.Equal(HttpStatusCode.Conflict, (await ResumeAsync(gateway, call.CallId, call.ResumeToken, attempt)).Status);
        Assert.Single(gateway.LiveKit.Dispatches);
    }

    [Fact]
    public async Task Resume_CallThatNobodyCameTo_SendsNoAgentAhead()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var gateway = await GatewayUnderTest.StartAsync(database.Setting);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await gateway.NewCallAsync();

        for (var resume = 0; resume < 30; resume++)
        {
            var (status, resumed) = await ResumeAsync(gateway, call.CallId, call.ResumeToken, Guid.NewGuid());
            Assert.Equal((HttpStatusCode.Created, 2), (status, resumed?.Generation));
        }

        Assert.Empty(gateway.LiveKit.Dispatches);
        Assert.Equal(1, gateway.Get<SlotLedger>().Count().Reserved);
    }

    [Fact]
    public async Task Resume_OneGenerationAfterTheOther_IsBounded()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var gateway = await GatewayUnderTest.StartAsync(database.Setting);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var last = await gateway.NewCallAsync();
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(last.Token));
        for (var generation = 2; generation <= 11; generation++)
        {
            last = (await ResumeAsync(gateway, last.CallId, last.ResumeToken, Guid.NewGuid())).Call!;
            Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(last.Token));
        }

        // Not for ever: whoever asks again later than the minute goes on.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ResumeAsync(gateway, last.CallId, last.ResumeToken, Guid.NewGuid())).Status);
        await database.ExecuteAsync("UPDATE call_generations SET taken_at = taken_at - interval '1 minute'");
        Assert.Equal(12, (await ResumeAsync(gateway, last.CallId, last.ResumeToken, Guid.NewGuid())).Call?.Generation);
    }

    [Fact]
    public async Task Resume_AgentCannotBeSentAhead_ComesWithTheCaller()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var gateway = await GatewayUnderTest.StartAsync(database.Setting);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await gateway.NewCallAsync();
        gateway.LiveKit.RefusesRooms = true;

        var (status, resumed) = await ResumeAsync(gateway, call.CallId, call.ResumeToken, Guid.NewGuid());

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Empty(gateway.LiveKit.Dispatches);
        Assert.Equal(1, new JsonWebToken(resumed!.Token).GetPayloadValue<JsonElement>("roomConfig").GetProperty("agents").GetArrayLength());
    }

    [Fact]
    public async Task Resume_ManyTimesAtOnceByTwoDevices_TakesOneGenerationAndWhoeverJoinsHasIt()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [5, 5], [database.Setting]);
        var call = await regions[0].NewCallAsync();
        var attempt = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => ResumeAsync(regions[n % 2], call.CallId, call.ResumeToken, n < 6 ? attempt : Guid.NewGuid())));

        Assert.Single(await database.GenerationsAsync(call.CallId));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Created, 2), (answer.Status, answer.Call?.Generation)));
        var (_, last) = await ResumeAsync(regions[1], call.CallId, call.ResumeToken, attempt);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await regions[1].TryJoinAsync(last!.Token));
        await Eventually.IsTrueAsync("the join is known everywhere", () => database.IsJoinedAsync(call.CallId, 2), GatewayUnderTest.Patience);
        Assert.All(await Task.WhenAll(regions.All.Select(region => ResumeAsync(region, call.CallId, call.ResumeToken, Guid.NewGuid()))), answer => Assert.Equal(HttpStatusCode.Conflict, answer.Status));
    }

    [Fact]
    public async Task Resume_AfterAnAgentWasReplacedInPlace_GoesOnFromThere()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var gateway = await GatewayUnderTest.StartAsync(database.Setting);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await gateway.NewCallAsync();
        await database.ExecuteAsync($"INSERT INTO call_generations VALUES ('{call.CallId}', 2, 'test', '{call.CallId}', gen_random_uuid(), 'agent-lost', now())");

        Assert.Equal(3, (await ResumeAsync(gateway, call.CallId, call.ResumeToken, Guid.NewGuid())).Call!.Generation);
    }

    [Fact]
    public async Task Resume_CallThatWasEnded_IsGoneAndOneCutOffIsNot()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var gateway = await GatewayUnderTest.StartAsync(database.Setting);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var (ended, tooLong, cut) = (await gateway.NewCallAsync(), await gateway.NewCallAsync(), await gateway.NewCallAsync());
        await database.ExecuteAsync($"INSERT INTO calls (call_id, outcome) VALUES ('{ended.CallId}', 'caller_hung_up'), ('{tooLong.CallId}', 'longest_call'), ('{cut.CallId}', 'agent_lost')");

        Assert.Equal(HttpStatusCode.Gone, (await ResumeAsync(gateway, ended.CallId, ended.ResumeToken, Guid.NewGuid())).Status);
        Assert.Equal(HttpStatusCode.Gone, (await ResumeAsync(gateway, tooLong.CallId, tooLong.ResumeToken, Guid.NewGuid())).Status);
        Assert.Equal(HttpStatusCode.Created, (await ResumeAsync(gateway, cut.CallId, cut.ResumeToken, Guid.NewGuid())).Status);
    }

    [Fact]
    public async Task Resume_RegionFull_GoesToThePeerWithTheSameGeneration()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [1, 1], [database.Setting]);
        var call = await regions[0].NewCallAsync();
        LoseRoom(regions[0], call.Room);
        await regions[0].NewCallAsync();

        var (_, resumed) = await ResumeAsync(regions[0], call.CallId, call.ResumeToken, Guid.NewGuid());

        Assert.Equal(("region-1", 2), (resumed!.Region, resumed.Generation));
        Assert.Equal([(2, "region-1", call.CallId + ".2")], await database.GenerationsAsync(call.CallId));
    }

    [Fact]
    public async Task Resume_WithoutPostgres_IsNotNowAndCallsAreTakenAllTheSame()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--ConnectionStrings:edgevoice=Host=127.0.0.1;Port=9;Username=x;Database=x;Timeout=2");
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await gateway.NewCallAsync();

        using var response = await PostAsync(gateway, call.CallId, new { resumeToken = call.ResumeToken, attempt = Guid.NewGuid(), reason = "no-answer" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("/problems/database-unavailable", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        Assert.Equal(1, response.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    [Fact]
    public async Task Resume_PostgresTakesItAndItsReplyDoesNotCome_TheSameAttemptHasIt()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        var (relay, setting) = SlowRelay.To(database.ConnectionString);
        await using var _ = relay;
        await using var gateway = await GatewayUnderTest.StartAsync("--ConnectionStrings:edgevoice=" + setting);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await gateway.NewCallAsync();
        var attempt = Guid.NewGuid();

        relay.Hold();
        using (var refused = await PostAsync(gateway, call.CallId, new { resumeToken = call.ResumeToken, attempt, reason = "no-answer" }))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("/problems/database-unavailable", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        }

        relay.Release();

        var (status, resumed) = await ResumeAsync(gateway, call.CallId, call.ResumeToken, attempt);
        Assert.Equal((HttpStatusCode.Created, 2), (status, resumed!.Generation));
        Assert.Single(await database.GenerationsAsync(call.CallId));
    }

    [Fact]
    public async Task Resume_WrongSecretOrBody_IsRefusedByName()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var (call, other) = (await gateway.NewCallAsync(), await gateway.NewCallAsync());

        foreach (var token in new[] { other.ResumeToken, call.Token, call.ResumeToken[..^2], "x" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await ResumeAsync(gateway, call.CallId, token, Guid.NewGuid())).Status);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.TryJoinAsync(call.ResumeToken));
        using var wrong = await PostAsync(gateway, call.CallId, new { attempt = "yes", reason = "<b>" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var errors = (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["resumeToken", "attempt", "reason"], errors.EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task State_OfACall_NeedsItsSecretAndIsReadableFromAnotherName()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await gateway.NewCallAsync();

        using var unknown = await gateway.Http.GetAsync($"/api/calls/{call.CallId}");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(("active", "*"), await StateAsync(gateway, call));
        LoseRoom(gateway, call.Room);
        Assert.Equal(("gone", "*"), await StateAsync(gateway, call));

        using var preflight = await gateway.Http.SendAsync(new HttpRequestMessage(HttpMethod.Options, $"/api/calls/{call.CallId}"));
        Assert.Equal("Authorization", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single());
    }

    private static (string Others, DateTimeOffset StartedAt) MetadataOf(string token) =>
        DispatchMetadata.Read(new JsonWebToken(token).GetPayloadValue<JsonElement>("roomConfig").GetProperty("agents")[0].GetProperty("metadata").GetString()!);

    private static void LoseRoom(GatewayUnderTest gateway, string room)
    {
        var ledger = gateway.Get<SlotLedger>();
        ledger.Release(ledger.Ask(), room);
    }

    private static async Task<(string?, string)> StateAsync(GatewayUnderTest gateway, GatewayUnderTest.Call call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/calls/{call.CallId}");
        request.Headers.Add("Authorization", "Bearer " + call.ResumeToken);
        using var response = await gateway.Http.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((call.CallId, 1), (body.GetProperty("callId").GetString(), body.GetProperty("generation").GetInt32()));
        return (body.GetProperty("state").GetString(), response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    private static async Task<(HttpStatusCode Status, GatewayUnderTest.Call? Call)> ResumeAsync(GatewayUnderTest gateway, string callId, string resumeToken, Guid attempt)
    {
        using var response = await PostAsync(gateway, callId, new { resumeToken, attempt, reason = "no-answer" });
        return (response.StatusCode, response.StatusCode == HttpStatusCode.Created ? await response.Content.ReadFromJsonAsync<GatewayUnderTest.Call>() : null);
    }

    private static Task<HttpResponseMessage> PostAsync(GatewayUnderTest gateway, string callId, object body) =>
        gateway.Http.PostAsJsonAsync($"/api/calls/{callId}/resume", body);
}
