using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class JournalWriterTests(PostgresServer postgres) : JournalTestBase(postgres)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Write_AgentSentAheadOfACallerWhoNeverComes_LeavesNothing()
    {
        await using var host = await JournalHost.StartAsync(Database, Spool);
        var writer = new JournalWriter(host.Journal, new CallClock(TimeProvider.System), "call_a", 2, 3, awaitsCaller: true);

        writer.SessionOpened("sess_1", "start");
        writer.Ended(CallOutcome.NoCaller, "nobody came");

        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        Assert.Empty(await ColumnAsync("SELECT call_id FROM journal UNION ALL SELECT call_id FROM calls"));
    }

    [Fact]
    public async Task Write_CallerComes_KeepsWhatWasHeldBackInItsOrder()
    {
        await using var host = await JournalHost.StartAsync(Database, Spool);
        var writer = new JournalWriter(host.Journal, new CallClock(TimeProvider.System), "call_b", 2, 3, awaitsCaller: true);

        writer.SessionOpened("sess_1", "start");
        writer.CallerCame();
        writer.CallerCame();
        writer.Words(4, "item_1", new UserSaid("Are you there?"));

        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        Assert.Equal(["2 1", "2 2"], await ColumnAsync("SELECT generation || ' ' || sequence FROM journal ORDER BY sequence"));
    }
}
