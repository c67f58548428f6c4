using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Calls.Generations;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EdgeVoice.Tests.Agent.Calls.Generations;

/// <summary>One agent per call, with the table and without it.</summary>
public sealed class CallFenceTests(PostgresServer postgres) : JournalTestBase(postgres)
{
    private const string NoDatabase = "Host=127.0.0.1;Port=1;Username=nobody;Timeout=1";

    private static readonly RunningCall s_call = new("call_f", 1, "eu", "call_f");

    private readonly RunningCalls _calls = new();

    [Fact]
    public async Task Take_FirstAgent_HoldsTheCallAndStandsInTheTable()
    {
        await using var source = NpgsqlDataSource.Create(Database);

        Assert.Equal(FenceState.Held, await TakeAsync(source, s_call));
        Assert.Equal(["1 eu call_f"], await ColumnAsync("SELECT concat_ws(' ', generation, region, room) FROM call_generations"));
        Assert.Equal(FenceState.Lost, await TakeAsync(source, s_call with { Region = "us" }));
    }

    [Theory]
    [InlineData(true, "0")]
    [InlineData(false, "1")]
    public async Task Effect_CommitArrivesAfterTheCallWasTakenOver_IsNoneUnlessTheJournalBringsIt(bool ofATool, string effects)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await TakeAsync(source, s_call);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var insert = new NpgsqlCommand(
            "INSERT INTO effects (idempotency_key, call_id, tool, arguments, result, generation, tool_call_id) VALUES ('key', 'call_f', 'book_table', '{}', 'HH-1', 1, $1)", connection);
        insert.Parameters.Add(new NpgsqlParameter { Value = ofATool ? "tool_1" : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await TakeAsync("call_f", 2, DateTimeOffset.UtcNow);
        var exception = await Record.ExceptionAsync(() => transaction.CommitAsync(TestContext.Current.CancellationToken));

        Assert.Equal(ofATool ? "EV001" : null, (exception as PostgresException)?.SqlState);
        Assert.Equal([effects], await ColumnAsync("SELECT count(*)::text FROM effects"));
    }

    [Fact]
    public async Task Take_GenerationThatWasGivenToThisAgent_HoldsIt()
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await TakeAsync("call_f", 2, DateTimeOffset.UtcNow);

        Assert.Equal(FenceState.Held, await TakeAsync(source, new RunningCall("call_f", 2, "us", "call_f")));
        Assert.Equal(FenceState.Lost, await TakeAsync(source, s_call));
        Assert.Equal(["2"], await ColumnAsync("SELECT generation::text FROM call_generations"));
    }

    [Fact]
    public async Task Take_OfOneGenerationByManyAtOnce_LetsOneSpeak()
    {
        await using var source = NpgsqlDataSource.Create(Database);

        var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => TakeAsync(source, s_call with { Region = $"region-{index}" })));

        Assert.Single(states, FenceState.Held);
    }

    [Fact]
    public async Task Take_SameGenerationInTheSameRoomByAnotherAgent_IsLost()
    {
        await using var source = NpgsqlDataSource.Create(Database);

        Assert.Equal(FenceState.Held, await TakeAsync(source, s_call));
        Assert.Equal(FenceState.Held, await TakeAsync(source, s_call));
        Assert.Equal(FenceState.Lost, await TakeAsync(source, s_call with { Attempt = Guid.NewGuid() }));
    }

    [Fact]
    public async Task Take_GivenForAReasonInTheCallersWords_IsHeld()
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await TakeAsync("call_f", 2, DateTimeOffset.UtcNow);
        await ColumnAsync("UPDATE call_generations SET reason = 'agent' RETURNING reason");

        Assert.Equal(FenceState.Held, await TakeAsync(source, new RunningCall("call_f", 2, "us", "call_f")));
    }

    [Fact]
    public async Task Take_WithoutADatabase_DoesNotHoldTheCallerUp()
    {
        await using var source = NpgsqlDataSource.Create(NoDatabase);

        Assert.Equal(FenceState.Unknown, await TakeAsync(source, s_call).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Watch_YoungerGenerationTaken_TellsTheOldAgentOnce()
    {
        await using var source = NpgsqlDataSource.Create(Database);
        using var fence = new CallFence(new GenerationStore(source), _calls, TimeProvider.System, NullLogger<CallFence>.Instance);
        var told = 0;
        using var running = _calls.Add(s_call);
        using var other = _calls.Add(new RunningCall("call_other", 1, "eu", "call_other"));
        running.Listen(() => Interlocked.Increment(ref told), () => { });
        other.Listen(() => Assert.Fail("not this one"), () => { });
        await fence.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(FenceState.Held, await fence.TakeAsync(s_call, TestContext.Current.CancellationToken));

        await TakeAsync("call_f", 2, DateTimeOffset.UtcNow);

        await UntilAsync(() => Volatile.Read(ref told) > 0);
        await fence.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Watch_SameGenerationGrantedAgainElsewhere_TellsTheAgentThatWaitsHere()
    {
        await using var source = NpgsqlDataSource.Create(Database);
        using var fence = new CallFence(new GenerationStore(source), _calls, TimeProvider.System, NullLogger<CallFence>.Instance);
        await TakeAsync("call_f", 2, DateTimeOffset.UtcNow);
        var waiting = new RunningCall("call_f", 2, "us", "call_f");
        var told = 0;
        using var running = _calls.Add(waiting);
        running.Listen(() => Interlocked.Increment(ref told), () => { });
        Assert.Equal(FenceState.Held, await fence.TakeAsync(waiting, TestContext.Current.CancellationToken));
        await fence.StartAsync(TestContext.Current.CancellationToken);

        await ColumnAsync("UPDATE call_generations SET region = 'eu' RETURNING region");

        await UntilAsync(() => Volatile.Read(ref told) > 0);
        await fence.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Supersede_BeforeTheCallCanListen_IsToldWhenItDoes()
    {
        using var running = _calls.Add(s_call);
        _calls.Supersede(s_call);
        var told = 0;

        running.Listen(() => told++, () => { });

        Assert.Equal(1, told);
    }

    private Task<FenceState> TakeAsync(NpgsqlDataSource source, RunningCall call) =>
        new CallFence(new GenerationStore(source), _calls, TimeProvider.System, NullLogger<CallFence>.Instance).TakeAsync(call, TestContext.Current.CancellationToken);
}
