using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class CallJournalTests(PostgresServer postgres) : JournalTestBase(postgres)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Append_WholeCall_IsInTheTablesAndLeavesNoSpool()
    {
        await using (var host = await JournalHost.StartAsync(Database, Spool))
        {
            host.Journal.Append(Started("call_a"));
            host.Journal.Append(new ProviderSessionChanged("call_a", Noon, "sess_1", "start"));
            host.Journal.Append(Turn("call_a", 1));
            host.Journal.Append(new ToolCallStarted("call_a", Noon, 2, "tool_1", "book", "{not json", "call_a/tool_1"));
            host.Journal.Append(new ToolCallCompleted("call_a", Noon, "tool_1", "ok", "booked"));
            host.Journal.Append(Turn("call_a", 2) with { Outcome = "interrupted", BargeInStopMs = 120, UserText = null });
            host.Journal.Append(Ended("call_a", 2));

            Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
            Assert.Equal(HealthStatus.Healthy, await host.HealthAsync());
            Assert.Equal(
                [1L, 2, 3, 4, 5, 6, 7],
                (await host.Store.LoadAsync("call_a", TestContext.Current.CancellationToken)).Entries.Select(entry => entry.Sequence));
        }

        Assert.Equal(["completed/2/7"], await ColumnAsync("SELECT outcome || '/' || turns || '/' || last_sequence FROM calls"));
        Assert.Equal(["1 complete", "2 interrupted"], await ColumnAsync("SELECT turn || ' ' || outcome FROM turns ORDER BY turn"));
        Assert.Equal(["book ok booked {not json"], await ColumnAsync("SELECT concat_ws(' ', name, status, result, arguments) FROM tool_calls"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Spool));
    }

    [Fact]
    public async Task Append_FromManyThreads_NumbersEachCallWithoutGaps()
    {
        await using var host = await JournalHost.StartAsync(Database, Spool);

        Parallel.For(0, 2_000, index => host.Journal.Append(Turn($"call_{index % 4}", index)));

        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        Assert.Equal(["500 1 500", "500 1 500", "500 1 500", "500 1 500"], await ColumnAsync("SELECT concat_ws(' ', count(*), min(sequence), max(sequence)) FROM journal GROUP BY call_id"));
    }

    [Fact]
    public async Task Append_TextThatPostgresCannotStore_IsStoredWithReplacements()
    {
        await using var host = await JournalHost.StartAsync(Database, Spool);

        host.Journal.Append(Turn("call_nul", 1, "a\0b \ud83d c \ud83d\ude00\n"));

        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        Assert.Equal(["a\uFFFDb \uFFFD c \ud83d\ude00\n"], await ColumnAsync("SELECT agent_text FROM turns"));
        Assert.Equal(0, host.Status.SetAside);
    }

    [Fact]
    public async Task Append_AfterTheEnd_IsRefused()
    {
        await using var host = await JournalHost.StartAsync(Database, Spool);

        host.Journal.Append(Started("call_b"));
        host.Journal.Append(Ended("call_b", 0));
        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        host.Journal.Append(Turn("call_b", 1));

        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        Assert.Equal(2, await ScalarAsync<long>("SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task Append_NextGeneration_GoesOnBehindTheFirstInNumbersOfItsOwn()
    {
        await using (var first = await JournalHost.StartAsync(Database, Spool))
        {
            first.Journal.Append(Started("call_c"));
            first.Journal.Append(Turn("call_c", 1));
            first.Journal.Append(Ended("call_c", 1) with { Outcome = CallEnded.AgentLost });
            Assert.True(await first.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        }

        await using var second = await JournalHost.StartAsync(Database, Path.Combine(Spool, "second"));
        second.Journal.Append(Started("call_c") with { Generation = 2, Region = "us", At = Noon.AddMinutes(1) });
        Assert.True(await second.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        Assert.Null(await ScalarAsync<string>("SELECT outcome FROM calls"));

        second.Journal.Append(Turn("call_c", 2) with { Generation = 2 });
        second.Journal.Append(Ended("call_c", 2) with { Generation = 2 });

        Assert.True(await second.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        Assert.Equal(["us completed 2 2 3"], await ColumnAsync("SELECT concat_ws(' ', region, outcome, turns, last_generation, last_sequence) FROM calls"));
        Assert.Equal(Noon.UtcDateTime, (await ScalarAsync<DateTime>("SELECT started_at FROM calls")).ToUniversalTime());
        Assert.Equal(
            ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"],
            (await second.Store.LoadAsync("call_c", TestContext.Current.CancellationToken)).Entries.Select(entry => $"{entry.Generation}.{entry.Sequence}"));
    }

    [Fact]
    public async Task Append_AfterAYoungerGenerationWasTaken_IsKeptAndNoPartOfTheHistory()
    {
        await using var host = await JournalHost.StartAsync(Database, Spool);
        host.Journal.Append(Started("call_s"));
        host.Journal.Append(Turn("call_s", 1));
        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        await TakeAsync("call_s", 2, Noon.AddSeconds(1.5));

        // The second turn is late on its way and happened before; the third did not.
        host.Journal.Append(Turn("call_s", 2) with { At = Noon.AddSeconds(1.4) });
        host.Journal.Append(Turn("call_s", 3));
        host.Journal.Append(Ended("call_s", 3) with { Outcome = "superseded" });
        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));

        Assert.Equal(["1 f", "2 f", "3 f", "4 t", "5 t"], await ColumnAsync("SELECT concat_ws(' ', sequence, superseded) FROM journal ORDER BY sequence"));
        Assert.Equal([1L, 2, 3], (await host.Store.LoadAsync("call_s", TestContext.Current.CancellationToken)).Entries.Select(entry => entry.Sequence));
        Assert.Equal(["1", "2"], await ColumnAsync("SELECT turn::text FROM turns ORDER BY turn"));
        Assert.Null(await ScalarAsync<string>("SELECT outcome FROM calls"));
    }

    [Fact]
    public async Task Append_TurnThatWasHandedOver_CountsByItsBeginning()
    {
        await using var host = await JournalHost.StartAsync(Database, Spool);
        host.Journal.Append(Started("call_h"));
        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        await TakeAsync("call_h", 2, Noon.AddSeconds(1.5));

        // The caller heard the first of these until they were with the next agent; the second began when they had gone.
        host.Journal.Append(Turn("call_h", 1) with { HandedOver = true, StartedAt = Noon.AddSeconds(1.4), At = Noon.AddSeconds(3) });
        host.Journal.Append(Turn("call_h", 2) with { HandedOver = true, StartedAt = Noon.AddSeconds(1.6), At = Noon.AddSeconds(3) });
        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));

        Assert.Equal(["1"], await ColumnAsync("SELECT turn::text FROM turns ORDER BY turn"));
        Assert.Equal([1L, 2], (await host.Store.LoadAsync("call_h", TestContext.Current.CancellationToken)).Entries.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Append_NumberAlreadyUsedByAnotherAgent_IsKeptAside()
    {
        await using var host = await JournalHost.StartAsync(Database, Spool);
        await using var other = await JournalHost.StartAsync(Database, Path.Combine(Spool, "other"));
        host.Journal.Append(Turn("call_d", 1, "first"));
        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));

        other.Journal.Append(Turn("call_d", 1, "second"));

        Assert.True(await other.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        Assert.Equal(["first"], await ColumnAsync("SELECT agent_text FROM turns"));
        var aside = Assert.Single(Directory.GetFiles(Path.Combine(Spool, "other", "aside")));
        Assert.Contains("second", await File.ReadAllTextAsync(aside, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_SpoolFolderCannotBeMade_ShipsFromMemoryAndIsDegraded()
    {
        var blocked = Path.Combine(Spool, "blocked");
        await File.WriteAllTextAsync(blocked, "a file where the folder should be", TestContext.Current.CancellationToken);
        await using var host = await JournalHost.StartAsync(Database, blocked);

        host.Journal.Append(Started("call_e"));
        host.Journal.Append(Turn("call_e", 1));
        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        Assert.Equal(HealthStatus.Degraded, await host.HealthAsync());

        File.Delete(blocked);
        host.Journal.Append(Turn("call_e", 2));
        await UntilAsync(() => !host.Status.DiskFailing);
        Assert.True(await host.Journal.FlushAsync(s_limit, TestContext.Current.CancellationToken));
        Assert.Equal(["1", "2", "3"], await ColumnAsync("SELECT sequence::text FROM journal ORDER BY sequence"));
    }

    [Fact]
    public async Task Append_DiskAndDatabaseGone_KeepsABoundedNumberInMemory()
    {
        var blocked = Path.Combine(Spool, "blocked");
        await File.WriteAllTextAsync(blocked, "", TestContext.Current.CancellationToken);
        await using var host = await JournalHost.StartAsync("Host=127.0.0.1;Port=1;Username=nobody;Timeout=1", blocked, memoryEntries: 100);
        host.Journal.Append(Started("call_f"));
        await UntilAsync(() => host.Status.DiskFailing);

        for (var turn = 1; turn <= 500; turn++)
        {
            host.Journal.Append(Turn("call_f", turn));
        }

        await UntilAsync(() => host.Status.Lost > 0 && host.Status.Unspooled <= 101);
        Assert.Equal(501, host.Status.Lost + host.Status.Unspooled);
        Assert.Equal(HealthStatus.Degraded, await host.HealthAsync());
    }
}
