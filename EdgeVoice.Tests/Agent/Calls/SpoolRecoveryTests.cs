using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class SpoolRecoveryTests(PostgresServer postgres) : JournalTestBase(postgres)
{
    [Fact]
    public async Task Recover_TornLastLine_ShipsTheRestKeepsItAsideAndEndsTheCall()
    {
        var whole = Lines(Started("call_t"), Turn("call_t", 1), Turn("call_t", 2));
        Abandon("call_t", whole[..^40]);

        await using var host = await JournalHost.StartAsync(Database, Spool);
        await UntilAsync(async () => await ScalarAsync<string>("SELECT outcome FROM calls") is not null);

        Assert.Equal([$"{CallEnded.AgentLost} 1"], await ColumnAsync("SELECT concat_ws(' ', outcome, turns) FROM calls"));
        var aside = Assert.Single(Directory.GetFiles(Path.Combine(Spool, "aside")));
        Assert.Equal(Lines(Started("call_t"), Turn("call_t", 1), Turn("call_t", 2)).Split('\n')[2][..^39], await File.ReadAllTextAsync(aside, TestContext.Current.CancellationToken));
        Assert.Equal(1, host.Status.SetAside);
    }

    [Fact]
    public async Task Recover_GarbageInTheMiddle_ShipsWhatComesAfterIt()
    {
        Abandon("call_g", Lines(Started("call_g")) + "\0\0\0\0\n" + JournalJson.Write(Ended("call_g", 0) with { Sequence = 3 }) + "\n");

        await using var host = await JournalHost.StartAsync(Database, Spool);
        await UntilAsync(async () => await ScalarAsync<string>("SELECT outcome FROM calls") is not null);

        Assert.Equal(["completed"], await ColumnAsync("SELECT outcome FROM calls"));
        Assert.Single(Directory.GetFiles(Path.Combine(Spool, "aside")));
    }

    [Fact]
    public async Task Recover_SameSpoolTwice_CountsOnce()
    {
        var file = Abandon("call_s", Lines(Started("call_s"), Turn("call_s", 1)));
        var content = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        for (var round = 0; round < 2; round++)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(Path.GetDirectoryName(file) + ".lock", "", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

            await using var host = await JournalHost.StartAsync(Database, Spool);
            await UntilAsync(() => !File.Exists(file));
        }

        Assert.Equal(["call_started", "turn_completed", "call_ended"], await ColumnAsync("SELECT kind FROM journal ORDER BY sequence"));
    }

    [Fact]
    public async Task Recover_AnotherAgentAlreadyContinued_DoesNotEndTheCall()
    {
        await using (var other = await JournalHost.StartAsync(Database, Path.Combine(Spool, "other")))
        {
            other.Journal.Append(Turn("call_o", 2) with { Generation = 2 });
            Assert.True(await other.Journal.FlushAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken));
        }

        var file = Abandon("call_o", Lines(Started("call_o"), Turn("call_o", 1)));
        await using var host = await JournalHost.StartAsync(Database, Spool);
        await UntilAsync(() => !File.Exists(file));

        Assert.Equal(["call_started", "turn_completed", "turn_completed"], await ColumnAsync("SELECT kind FROM journal ORDER BY generation, sequence"));
        Assert.Equal(["eu"], await ColumnAsync("SELECT region FROM calls WHERE outcome IS NULL"));
    }

    [Fact]
    public async Task Recover_YoungerGenerationTakenAndSilentSoFar_DoesNotEndTheCall()
    {
        await TakeAsync("call_y", 2, DateTimeOffset.UtcNow);
        var file = Abandon("call_y", Lines(Started("call_y"), Turn("call_y", 1)));

        await using var host = await JournalHost.StartAsync(Database, Spool);
        await UntilAsync(() => !File.Exists(file));

        Assert.Equal(["call_started", "turn_completed"], await ColumnAsync("SELECT kind FROM journal ORDER BY sequence"));
        Assert.Null(await ScalarAsync<string>("SELECT outcome FROM calls"));
    }

    [Fact]
    public async Task Recover_SpoolOfABuildWithoutGenerations_IsTheFirst()
    {
        var file = Abandon("call_old", Lines(Started("call_old"), Turn("call_old", 1)).Replace("\"generation\":1,", "", StringComparison.Ordinal));
        Assert.DoesNotContain("generation", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await using var host = await JournalHost.StartAsync(Database, Spool);
        await UntilAsync(() => !File.Exists(file));

        Assert.Equal(["1.1", "1.2", "1.3"], await ColumnAsync("SELECT generation || '.' || sequence FROM journal ORDER BY sequence"));
    }

    [Fact]
    public async Task Recover_OwnerStillRuns_LeavesItsSpoolAlone()
    {
        await using var living = await JournalHost.StartAsync(Database, Spool);
        living.Journal.Append(Started("call_l"));
        Assert.True(await living.Journal.FlushAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken));
        Abandon("call_m", Lines(Started("call_m")));

        await using var second = await JournalHost.StartAsync(Database, Spool);
        await UntilAsync(async () => await ScalarAsync<string>("SELECT outcome FROM calls WHERE call_id = 'call_m'") is not null);

        Assert.Equal(["call_l"], await ColumnAsync("SELECT call_id FROM calls WHERE outcome IS NULL"));
    }

    [Fact]
    public async Task Recover_AgentKilledWhileAppendingAndShipping_LosesAndRepeatsNothingThatWasSpooled()
    {
        for (var round = 1; round <= 3; round++)
        {
            var spooled = await RunAndKillAsync($"call_{round}", lines: 5 * round);

            await using var host = await JournalHost.StartAsync(Database, Spool);
            await UntilAsync(async () => await ScalarAsync<string>($"SELECT outcome FROM calls WHERE call_id = 'call_{round}'") is not null);

            var entries = (await host.Store.LoadAsync($"call_{round}", TestContext.Current.CancellationToken)).Entries;
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(sequence => (long)sequence), entries.Select(entry => entry.Sequence));
            Assert.IsType<CallStarted>(entries[0]);
            Assert.Equal(CallEnded.AgentLost, Assert.IsType<CallEnded>(entries[^1]).Outcome);
            Assert.Equal(Enumerable.Range(1, entries.Count - 2), entries.OfType<TurnCompleted>().Select(turn => turn.Turn));
            Assert.InRange(entries.Count - 2, spooled, int.MaxValue);
            Assert.Equal(entries.Count - 2, await ScalarAsync<int>($"SELECT turns FROM calls WHERE call_id = 'call_{round}'"));
        }
    }

    /// <returns>How many turns the child had on disk for certain when it was killed.</returns>
    private async Task<int> RunAndKillAsync(string callId, int lines)
    {
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(SpoolRecoveryTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment[JournalChild.Variable] = JsonSerializer.Serialize(new JournalChild.Order(callId, Database, Spool));
        using var child = Process.Start(start)!;
        var spooled = 0;
        for (var line = 0; line < lines; line++)
        {
            spooled = int.Parse(await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "", CultureInfo.InvariantCulture);
        }

        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        return spooled;
    }
}
