using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Gateway;

public sealed class RecoveryTests(PostgresServer postgres)
{
    private const string Caller = """{"sid":"PA_1","identity":"caller-a","kind":"STANDARD","attributes":{"edgevoice.persona":"echo","edgevoice.locale":"de-DE","edgevoice.call.started":"2026-11-30T12:00:00.1230000+00:00"}}""";
    private const string DeadAgent = """{"sid":"PA_2","identity":"agent-a","kind":"AGENT","attributes":{}}""";

    private const string LiveAgent = """{"sid":"PA_3","identity":"agent-b","kind":"AGENT","attributes":{"lk.agent.state":"speaking"}}""";

    [Fact]
    public async Task AgentDies_AnotherOneIsSentIntoTheSameRoomOnce()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var second = await AgentStandIn.StartAsync();
        await using var gateway = await GatewayUnderTest.StartWithAsync(second, database.Setting);
        var call = await JoinedCallAsync(gateway, [Caller, DeadAgent]);

        gateway.Agent.Die();

        await UntilDispatchedAsync(gateway, 1);
        var dispatch = gateway.LiveKit.Dispatches.Single();
        Assert.Equal(call.Room, dispatch.Room);
        Assert.Equal($$"""{"callId":"{{call.CallId}}","persona":"echo","region":"test","locale":"de-DE","generation":2,"resume":true,"startedAt":"2026-11-30T12:00:00.123+00:00"}""", dispatch.Metadata);
        Assert.Equal([(2, "test", call.Room)], await database.GenerationsAsync(call.CallId));
        Assert.Equal((2, "recovering"), await StateAsync(gateway, call));

        second.Status = AgentStandIn.StatusOf(slots: 10, rooms: call.Room + "@2");
        await UntilStateAsync(gateway, call, "active");
        Assert.Single(gateway.LiveKit.Dispatches);
        Assert.Equal(1, gateway.Get<SlotLedger>().Count().Active);
    }

    [Fact]
    public async Task AgentDies_NoWorkerHasASlot_TheCallerIsToldToMove()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await JoinedCallAsync(gateway, [Caller]);

        gateway.Agent.Die();

        await UntilStateAsync(gateway, call, "gone");
        Assert.Empty(gateway.LiveKit.Dispatches);
    }

    [Fact]
    public async Task AgentDies_CallerHasMovedAlready_NobodyIsSent()
    {
        var database = await CallDatabase.CreateAsync(postgres);
        await using var second = await AgentStandIn.StartAsync();
        await using var gateway = await GatewayUnderTest.StartWithAsync(second, database.Setting);
        var call = await JoinedCallAsync(gateway, [Caller]);
        await database.ExecuteAsync($"INSERT INTO call_generations VALUES ('{call.CallId}', 2, 'west', '{call.CallId}.2', gen_random_uuid(), 'no-answer', now())");

        gateway.Agent.Die();

        await UntilStateAsync(gateway, call, "gone");
        Assert.Empty(gateway.LiveKit.Dispatches);
    }

    [Fact]
    public async Task AgentDies_PostgresAway_TheCallGoesOnFromWhatIsKnown()
    {
        await using var second = await AgentStandIn.StartAsync();
        await using var gateway = await GatewayUnderTest.StartWithAsync(second, "--ConnectionStrings:edgevoice=Host=127.0.0.1;Port=9;Username=x;Database=x;Timeout=1");
        var call = await JoinedCallAsync(gateway, [Caller]);

        gateway.Agent.Die();

        await UntilDispatchedAsync(gateway, 1);
        Assert.Contains("\"generation\":2,\"resume\":true", gateway.LiveKit.Dispatches.Single().Metadata, StringComparison.Ordinal);
        Assert.Equal(call.Room, gateway.LiveKit.Dispatches.Single().Room);
    }

    [Fact]
    public async Task GatewayRestarts_RoomWithoutAgent_IsFoundAndHelped()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow, flows: true);
        await using var liveKit = await LiveKitStandIn.StartAsync();
        liveKit.Rooms["call_left"] = true;
        liveKit.Members = _ => [Caller];
        await using var gateway = await GatewayUnderTest.StartAsync(liveKit, time);
        await Eventually.IsTrueAsync("the room is adopted", () => gateway.Get<SlotLedger>().Count().Active == 1, GatewayUnderTest.Patience);
        await liveKit.UntilListedTwiceAsync();
        Assert.Empty(liveKit.Dispatches);

        time.Advance(TimeSpan.FromSeconds(3));

        await UntilDispatchedAsync(gateway, 1);
        Assert.Contains("\"persona\":\"echo\"", liveKit.Dispatches.Single().Metadata, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyComesForLong_TheRoomIsClosedAndItsSlotFree()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow, flows: true);
        await using var gateway = await GatewayUnderTest.StartAsync(null, time);
        var call = await JoinedCallAsync(gateway, [Caller]);
        gateway.Agent.Status = AgentStandIn.StatusOf(slots: 10);
        await Eventually.IsTrueAsync("the agent left", () => gateway.Get<SlotLedger>().Find(call.CallId)!.Holder is null, GatewayUnderTest.Patience);

        time.Advance(TimeSpan.FromSeconds(41));

        await Eventually.IsTrueAsync("the slot is free", () => gateway.Get<SlotLedger>().Count().Active == 0, GatewayUnderTest.Patience);
        Assert.Empty(gateway.LiveKit.Rooms);
    }

    [Fact]
    public async Task AgentOfAWorkerThatIsNotListed_KeepsItsCall()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var gateway = await GatewayUnderTest.StartAsync(null, time);
        var call = await JoinedCallAsync(gateway, [Caller, LiveAgent]);
        gateway.Agent.Status = AgentStandIn.StatusOf(slots: 10);
        await Eventually.IsTrueAsync("no worker lists it", () => gateway.Get<SlotLedger>().Find(call.CallId)!.Holder is null, GatewayUnderTest.Patience);

        foreach (var _ in Enumerable.Range(0, 9))
        {
            var asked = gateway.LiveKit.MembersAsked;
            time.Advance(TimeSpan.FromSeconds(6));
            await Eventually.IsTrueAsync("the room is looked at", () => gateway.LiveKit.MembersAsked > asked, GatewayUnderTest.Patience);
        }

        Assert.Contains(call.Room, gateway.LiveKit.Rooms.Keys);
        Assert.Empty(gateway.LiveKit.Dispatches);
        Assert.Equal(1, gateway.Get<SlotLedger>().Count().Active);

        gateway.LiveKit.Members = _ => [Caller];
        time.Advance(TimeSpan.FromSeconds(6));
        await Eventually.IsTrueAsync("without its agent the room is closed", () => gateway.LiveKit.Rooms.IsEmpty, GatewayUnderTest.Patience);
    }

    [Fact]
    public async Task AgentOfAWorkerThatIsNotListed_AnswerTakesLong_CountsFromTheQuestion()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var gateway = await GatewayUnderTest.StartAsync(null, time);
        var call = await JoinedCallAsync(gateway, [Caller, LiveAgent]);
        gateway.Agent.Status = AgentStandIn.StatusOf(slots: 10);
        await Eventually.IsTrueAsync("no worker lists it", () => gateway.Get<SlotLedger>().Find(call.CallId)!.Holder is null, GatewayUnderTest.Patience);
        var late = 0;
        gateway.LiveKit.Members = room =>
        {
            if (room == call.Room && Interlocked.Exchange(ref late, 1) == 0)
            {
                time.Advance(TimeSpan.FromSeconds(6));
            }

            return room == call.Room ? [Caller, LiveAgent] : [];
        };

        var asked = gateway.LiveKit.MembersAsked;
        time.Advance(TimeSpan.FromSeconds(6));

        await Eventually.IsTrueAsync("the room is looked at again, though no more time has passed", () => gateway.LiveKit.MembersAsked > asked + 1, GatewayUnderTest.Patience);
    }

    private static async Task<GatewayUnderTest.Call> JoinedCallAsync(GatewayUnderTest gateway, string[] members)
    {
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var call = await gateway.NewCallAsync();
        gateway.LiveKit.Members = room => room == call.Room ? members : [];
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token));
        gateway.Agent.Status = AgentStandIn.StatusOf(slots: 10, rooms: call.Room);
        await gateway.LiveKit.UntilListedTwiceAsync();
        await Eventually.IsTrueAsync("the agent has the call", () => gateway.Get<SlotLedger>().Find(call.CallId)?.Holder is not null, GatewayUnderTest.Patience);
        return call;
    }

    private static Task UntilDispatchedAsync(GatewayUnderTest gateway, int count) =>
        Eventually.IsTrueAsync("an agent is sent for", () => gateway.LiveKit.Dispatches.Count == count, GatewayUnderTest.Patience);

    private static Task UntilStateAsync(GatewayUnderTest gateway, GatewayUnderTest.Call call, string state) =>
        Eventually.IsTrueAsync($"the call is {state}", async () => (await StateAsync(gateway, call)).State == state, GatewayUnderTest.Patience);

    private static async Task<(int Generation, string? State)> StateAsync(GatewayUnderTest gateway, GatewayUnderTest.Call call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/calls/{call.CallId}");
        request.Headers.Add("Authorization", "Bearer " + call.ResumeToken);
        using var response = await gateway.Http.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (body.GetProperty("generation").GetInt32(), body.GetProperty("state").GetString());
    }
}
