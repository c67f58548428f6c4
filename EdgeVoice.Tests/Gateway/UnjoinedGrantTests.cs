using System.Net;
using System.Net.Http.Json;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Who may go on with a call whose last grant nobody has joined, and who may not once somebody has.</summary>
public sealed class UnjoinedGrantTests(PostgresServer postgres)
{
    [Fact]
    public async Task Resume_AnswerWasLost_OldSecretAndAnotherAttemptHaveTheSameGeneration()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [2, 2], [database.Setting]);
        var call = await JoinedCallAsync(regions[0]);
        await ResumeAsync(regions[1], call, call.ResumeToken);

        var (status, again) = await ResumeAsync(regions[1], call, call.ResumeToken);

        Assert.Equal((HttpStatusCode.Created, 2), (status, again?.Generation));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await regions[1].TryJoinAsync(again!.Token));
        Assert.Equal([(2, "region-1", call.CallId + ".2")], await database.GenerationsAsync(call.CallId));
    }

    [Fact]
    public async Task Resume_RegionOfTheGrantIsLost_OldSecretMovesItElsewhere()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [2, 2, 2], [database.Setting]);
        var call = await JoinedCallAsync(regions[0]);
        await ResumeAsync(regions[1], call, call.ResumeToken);

        var (status, moved) = await ResumeAsync(regions[2], call, call.ResumeToken);

        Assert.Equal((HttpStatusCode.Created, 2, "region-2"), (status, moved?.Generation, moved?.Region));
        Assert.Equal([(2, "region-2", call.CallId + ".2")], await database.GenerationsAsync(call.CallId));
    }

    [Fact]
    public async Task Resume_GrantIsAbandoned_ItsRoomAndItsSlotAreGivenBackSoon()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [2, 2, 2], [database.Setting]);
        var call = await JoinedCallAsync(regions[0]);
        await database.ExecuteAsync($"INSERT INTO calls (call_id) VALUES ('{call.CallId}')");
        var (_, abandoned) = await ResumeAsync(regions[1], call, call.ResumeToken);
        Assert.True(regions[1].LiveKit.Rooms.ContainsKey(abandoned!.Room));

        await ResumeAsync(regions[2], call, abandoned.ResumeToken);

        await Eventually.IsTrueAsync("the slot is free and the room gone", () => regions[1].Get<SlotLedger>().Count() is { Reserved: 0, Active: 0 } && regions[1].LiveKit.Rooms.IsEmpty, GatewayUnderTest.Patience);
        Assert.NotNull(regions[2].Get<SlotLedger>().FindRoom(abandoned.Room));
    }

    [Fact]
    public async Task Resume_ThirtyTimesAndNeverJoined_IsOneGeneration()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [2, 2], [database.Setting]);
        var last = await JoinedCallAsync(regions[0]);
        for (var number = 0; number < 30; number++)
        {
            last = (await ResumeAsync(regions[number % 2], last, last.ResumeToken)).Call!;
        }

        Assert.Equal(2, last.Generation);
        Assert.Single(await database.GenerationsAsync(last.CallId));
    }

    [Fact]
    public async Task Resume_NobodyJoinedForLong_TheCallIsOver()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var gateway = await GatewayUnderTest.StartAsync(database.Setting);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await JoinedCallAsync(gateway);
        var (_, granted) = await ResumeAsync(gateway, call, call.ResumeToken);
        await database.ExecuteAsync($"UPDATE call_generations SET taken_at = now() - interval '3 minutes' WHERE call_id = '{call.CallId}'");

        Assert.Equal(HttpStatusCode.Gone, (await ResumeAsync(gateway, call, granted!.ResumeToken)).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Resume_LateDuplicateOfAJoinedOne_IsRefusedAndTheCallStays(int lands)
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [2, 2], [database.Setting]);
        var call = await JoinedCallAsync(regions[0]);
        var attempt = Guid.NewGuid();
        var (_, resumed) = await ResumeAsync(regions[1], call, call.ResumeToken, attempt);
        using var socket = await regions[1].JoinAsync(resumed!.Token);
        await UntilJoinedAsync(database, call, 2);

        Assert.Equal(HttpStatusCode.Conflict, (await ResumeAsync(regions[lands], call, call.ResumeToken, attempt)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await ResumeAsync(regions[lands], call, call.ResumeToken)).Status);

        Assert.Equal([(2, "region-1", call.CallId + ".2")], await database.GenerationsAsync(call.CallId));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await regions[1].TryJoinAsync(resumed.Token, inHeader: true));

        // Whoever is in the call goes on from there.
        Assert.Equal(3, (await ResumeAsync(regions[lands], call, resumed.ResumeToken)).Call!.Generation);
    }

    [Fact]
    public async Task Resume_RightAfterTheJoinInItsRegion_TheGatewayKnowsBeforePostgres()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var gateway = await GatewayUnderTest.StartAsync(database.Setting);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await JoinedCallAsync(gateway);
        var attempt = Guid.NewGuid();
        for (var generation = 2; generation < 12; generation++)
        {
            var (_, resumed) = await ResumeAsync(gateway, call, call.ResumeToken, attempt);
            Assert.Equal(generation, resumed!.Generation);
            using var socket = await gateway.JoinAsync(resumed.Token);
            Assert.Equal(HttpStatusCode.Conflict, (await ResumeAsync(gateway, call, call.ResumeToken, attempt)).Status);
            (call, attempt) = (resumed, Guid.NewGuid());
        }
    }

    [Fact]
    public async Task Resume_DuplicateOfAnAttemptTwoGenerationsAgo_DoesNotTakeTheSlotOfTheLiveCall()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var gateway = await GatewayUnderTest.StartAsync(database.Setting);
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await JoinedCallAsync(gateway);
        var attempt = Guid.NewGuid();
        var (_, second) = await ResumeAsync(gateway, call, call.ResumeToken, attempt);
        (await gateway.JoinAsync(second!.Token)).Dispose();
        var (_, third) = await ResumeAsync(gateway, second, second.ResumeToken);
        using var socket = await gateway.JoinAsync(third!.Token);
        gateway.LiveKit.Rooms.TryRemove(second.Room, out _);
        await gateway.LiveKit.UntilListedTwiceAsync();
        gateway.Get<SlotLedger>().Release(gateway.Get<SlotLedger>().Ask(), second.Room);

        Assert.Equal(HttpStatusCode.Conflict, (await ResumeAsync(gateway, call, call.ResumeToken, attempt)).Status);

        Assert.Equal(LeaseState.Active, gateway.Get<SlotLedger>().FindRoom(third.Room)!.State);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(third.Token, inHeader: true));
    }

    [Fact]
    public async Task Resume_JoinedLateWhereTheGrantHasMovedOn_TheYoungerPlaceStands()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [2, 2, 2], [database.Setting]);
        var call = await JoinedCallAsync(regions[0]);
        var (_, late) = await ResumeAsync(regions[1], call, call.ResumeToken);
        var (_, stands) = await ResumeAsync(regions[2], call, late!.ResumeToken);

        (await regions[1].JoinAsync(late.Token)).Dispose();
        using var socket = await regions[2].JoinAsync(stands!.Token);

        await UntilJoinedAsync(database, call, 2);
        Assert.Equal([(2, "region-2", call.CallId + ".2")], await database.GenerationsAsync(call.CallId));
    }

    [Fact]
    public async Task Resume_PostgresAwayDuringTheJoin_TheJoinIsWrittenDownLater()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        var (relay, setting) = SlowRelay.To(database.ConnectionString);
        await using var _ = relay;
        await using var gateway = await GatewayUnderTest.StartAsync("--ConnectionStrings:edgevoice=" + setting + ";Command Timeout=1");
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await JoinedCallAsync(gateway);
        var (_, resumed) = await ResumeAsync(gateway, call, call.ResumeToken);

        relay.Hold();
        using var socket = await gateway.JoinAsync(resumed!.Token);
        Assert.Equal(System.Net.WebSockets.WebSocketState.Open, socket.State);
        relay.Release();

        await UntilJoinedAsync(database, call, 2);
    }

    [Fact]
    public async Task Resume_JoinWasNeverWrittenDownButItsAgentSpoke_CountsAsJoined()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var regions = await GatewayGroup.StartAsync(TimeProvider.System, [2, 2], [database.Setting]);
        var call = await JoinedCallAsync(regions[0]);
        var (_, resumed) = await ResumeAsync(regions[1], call, call.ResumeToken);
        await database.ExecuteAsync($"INSERT INTO journal (call_id, generation, sequence, kind, at, writer, body) VALUES ('{call.CallId}', 2, 1, 'call_started', now(), gen_random_uuid(), '{{}}')");

        Assert.Equal(HttpStatusCode.Conflict, (await ResumeAsync(regions[0], call, call.ResumeToken)).Status);
        Assert.Equal(3, (await ResumeAsync(regions[0], call, resumed!.ResumeToken)).Call!.Generation);
    }

    [Fact]
    public async Task Resume_GatewayRestartedBeforeTheJoin_TheGrantIsGivenAgain()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var first = await GatewayUnderTest.StartAsync(database.Setting);
        await first.UntilHealthAsync(HttpStatusCode.OK);
        var call = await JoinedCallAsync(first);
        await ResumeAsync(first, call, call.ResumeToken);

        await using var second = await GatewayUnderTest.StartAsync(first.LiveKit, null, database.Setting);
        await second.UntilHealthAsync(HttpStatusCode.OK);
        var (status, again) = await ResumeAsync(second, call, call.ResumeToken);

        Assert.Equal((HttpStatusCode.Created, 2), (status, again?.Generation));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await second.TryJoinAsync(again!.Token));
    }

    private static async Task<GatewayUnderTest.Call> JoinedCallAsync(GatewayUnderTest gateway)
    {
        var call = await gateway.NewCallAsync();
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token));
        return call;
    }

    private static Task UntilJoinedAsync(CallDatabase database, GatewayUnderTest.Call call, int generation) => Eventually.IsTrueAsync(
        $"generation {generation} is known to be joined", () => database.IsJoinedAsync(call.CallId, generation), GatewayUnderTest.Patience);

    private static async Task<(HttpStatusCode Status, GatewayUnderTest.Call? Call)> ResumeAsync(GatewayUnderTest gateway, GatewayUnderTest.Call call, string secret, Guid? attempt = null)
    {
        using var response = await gateway.Http.PostAsJsonAsync(
            $"/api/calls/{call.CallId}/resume", new { resumeToken = secret, attempt = attempt ?? Guid.NewGuid(), reason = "no-answer" });
        return (response.StatusCode, response.StatusCode == HttpStatusCode.Created ? await response.Content.ReadFromJsonAsync<GatewayUnderTest.Call>() : null);
    }
}
