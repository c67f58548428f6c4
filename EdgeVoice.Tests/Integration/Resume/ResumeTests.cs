using System.Diagnostics;
using EdgeVoice.Tests.Shared;
using Npgsql;

namespace EdgeVoice.Tests.Integration.Resume;

/// <summary>Calls that outlive their agent: real agents that are killed, fenced and drained, a real database, a caller who listens.</summary>
[Collection(ResumeGroup.Name)]
public sealed class ResumeTests(ResumeRegion region)
{
    private const string CutOff = "Sorry, we were cut off.";
    private const string WhatWasAsked = "You were saying: I would like a table for two tonight, please.";
    private const string TableAnswer = "Shall I book it for you?";
    private const string Booked = "It is booked.";
    private const string FirstWords = "How can I help you?";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly string _call = $"call_{Guid.NewGuid():N}";

    private string AgentIdentity => $"agent-{_call}";

    [Fact]
    public async Task Agent_KilledInMidAnswer_TheNextGoesOnInContext()
    {
        await using var caller = await RoomCaller.JoinAsync(region, _call, "caller-1");
        var agent = await CallAsync(caller, "concierge");
        Assert.Equal("""{"n":7,"generation":1}""", await caller.PingAsync(7));
        await caller.SayAsync("table");
        await caller.SeesAsync("We have");

        await agent.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        await region.DispatchAsync(region.Successor, _call, _call, "concierge", generation: 2);
        await caller.SeesAsync(WhatWasAsked, final: true);
        TestContext.Current.TestOutputHelper?.WriteLine($"longest silence after the kill: {caller.LongestSilenceAfter(killed).TotalMilliseconds:F0} ms");
        await caller.SayAsync("yes");
        await caller.SeesAsync(Booked);
        await caller.LeaveAsync();

        await EndedAsync();
        Assert.Equal(["caller_hung_up 2"], await region.ColumnAsync("SELECT concat_ws(' ', outcome, last_generation) FROM calls WHERE call_id = @callId", _call));
        Assert.Single(caller.AgentCaptions, text => text == CutOff);
        Assert.Single(caller.AgentCaptions, text => text.Contains(FirstWords, StringComparison.Ordinal));
        Assert.Equal(
            ["1 caller I would like a table for two tonight, please.", "2 caller Yes, at seven, in the name of Miller."],
            await region.ColumnAsync("SELECT concat_ws(' ', generation, 'caller', body ->> 'text') FROM journal WHERE call_id = @callId AND kind = 'item_remembered' AND body ->> 'speaker' = 'caller' ORDER BY generation, sequence", _call));
        Assert.Equal(["1"], await region.ColumnAsync("SELECT count(*)::text FROM effects WHERE call_id = @callId", _call));
        Assert.Empty(await region.ColumnAsync("SELECT kind FROM journal WHERE call_id = @callId AND superseded", _call));
    }

    [Fact]
    public async Task Agent_KilledInMidToolCall_TheCallIsRunAgainAndBooksOnce()
    {
        await using var caller = await RoomCaller.JoinAsync(region, _call, "caller-1");
        var agent = await CallAsync(caller, "concierge");
        await caller.SayAsync("table");
        await caller.SeesAsync(TableAnswer, final: true);
        await caller.TurnsAsync(2);
        await using (var connection = new NpgsqlConnection(region.Database))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand("LOCK TABLE effects IN ACCESS EXCLUSIVE MODE", connection, transaction);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await caller.SayAsync("yes");
            await Eventually.IsTrueAsync("that the tool runs", async () => (await region.ColumnAsync("SELECT tool_call_id FROM tool_calls WHERE call_id = @callId AND name = 'book_table'", _call)).Count == 1, s_limit);
            await agent.KillAsync();
        }

        await region.DispatchAsync(region.Successor, _call, _call, "concierge", generation: 2);
        await caller.SeesAsync(Booked);
        await caller.LeaveAsync();

        await EndedAsync();
        var key = Assert.Single(await region.ColumnAsync("SELECT idempotency_key FROM effects WHERE call_id = @callId", _call));
        Assert.Equal(
            [$"1 {key}", $"2 {key}"],
            await region.ColumnAsync("SELECT concat_ws(' ', generation, body ->> 'idempotencyKey') FROM journal WHERE call_id = @callId AND kind = 'tool_call_started' AND body ->> 'name' = 'book_table' ORDER BY generation", _call));
        Assert.Equal(["ok"], await region.ColumnAsync("SELECT status FROM tool_calls WHERE call_id = @callId AND name = 'book_table'", _call));
        Assert.Single(caller.AgentCaptions, text => text == CutOff);
    }

    [Fact]
    public async Task Partition_BothAgentsAlive_TheOldOneFallsSilentAndLeaves()
    {
        var next = $"{_call}.2";
        await using var before = await RoomCaller.JoinAsync(region, _call, "caller-1");
        var old = await CallAsync(before, "storyteller");
        await before.SayAsync("story");
        await before.SeesAsync("lighthouse");
        await using var after = await RoomCaller.JoinAsync(region, next, "caller-1");

        await region.DispatchAsync(region.Successor, _call, next, "storyteller", generation: 2);
        await before.LeavesAsync(AgentIdentity);
        var left = Stopwatch.GetTimestamp();
        await after.SeesAsync(CutOff, final: true);
        await after.HearsAfterAsync(left);

        // What was under way when it left is heard a moment later; the story would go on for a minute.
        Assert.InRange(before.SoundsAfter(left), 0, 10);
        await Eventually.IsTrueAsync("that the old agent is out of the call", async () => (await old.CallsAsync()).Count == 0, s_limit);
        Assert.Equal([$"{_call}.2"], await region.Successor.CallsAsync());
        await Eventually.IsTrueAsync("the old agent's end in the journal", async () =>
            (await region.ColumnAsync("SELECT body ->> 'outcome' FROM journal WHERE call_id = @callId AND kind = 'call_ended' AND superseded", _call)).SequenceEqual(["superseded"]), s_limit);
        Assert.Empty(await region.ColumnAsync("SELECT outcome FROM calls WHERE call_id = @callId AND outcome IS NOT NULL", _call));
        Assert.Empty(await region.ColumnAsync("SELECT kind FROM journal WHERE call_id = @callId AND kind = 'call_ended' AND NOT superseded", _call));
        await after.LeaveAsync();
        await EndedAsync();
    }

    [Fact]
    public async Task Postgres_DownDuringTheCall_NothingIsLostOrDoneTwice()
    {
        await using var caller = await RoomCaller.JoinAsync(region, _call, "caller-1");
        await region.DispatchAsync(region.Successor, _call, _call, "concierge", generation: 1);
        await caller.TurnsAsync(1);
        await caller.SayAsync("table");
        await caller.SeesAsync(TableAnswer, final: true);
        await caller.TurnsAsync(2);

        await region.Postgres.KillAsync();
        try
        {
            await caller.SayAsync("yes");
            await caller.SeesAsync("I have noted your table", final: true);
            await caller.TurnsAsync(3);
        }
        finally
        {
            await region.Postgres.RestartAsync();
            NpgsqlConnection.ClearAllPools();
        }

        await caller.LeaveAsync();
        await EndedAsync();
        Assert.Equal(["1 agent", "2 caller", "3 caller"], await region.ColumnAsync("SELECT concat_ws(' ', turn, initiator) FROM turns WHERE call_id = @callId ORDER BY turn", _call));
        Assert.Equal(["1"], await region.ColumnAsync("SELECT attempts::text FROM effects WHERE call_id = @callId", _call));
        Assert.Equal(["t"], await region.ColumnAsync("SELECT CASE WHEN count(*) = max(sequence) THEN 't' ELSE 'f' END FROM journal WHERE call_id = @callId", _call));
    }

    [Fact]
    public async Task Drain_AtItsLimit_AsksTheCallerToMoveAndHandsTheCallOver()
    {
        await using var caller = await RoomCaller.JoinAsync(region, _call, "caller-1");
        var agent = await CallAsync(caller, "concierge");
        await caller.TurnsAsync(1);

        await agent.DrainAsync(limitSeconds: 0);
        await caller.ToldAsync("moving");
        await caller.LeaveAsync();

        await EndedAsync();
        Assert.Equal(["handed_over"], await region.ColumnAsync("SELECT outcome FROM calls WHERE call_id = @callId", _call));
    }

    /// <summary>A call with an agent of its own, up to its first words.</summary>
    private async Task<AgentProcess> CallAsync(RoomCaller caller, string persona)
    {
        var agent = await region.StartAgentAsync($"agent-{_call}");
        await region.DispatchAsync(agent, _call, _call, persona, generation: 1);
        await caller.TurnsAsync(1);
        return agent;
    }

    private Task EndedAsync() => Eventually.IsTrueAsync(
        "the end of the call in the journal",
        async () => (await region.ColumnAsync("SELECT outcome FROM calls WHERE call_id = @callId AND outcome IS NOT NULL", _call)).Count == 1,
        s_limit);
}
