using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class PostgresOutageTests(PostgresServer postgres) : JournalTestBase(postgres)
{
    private PostgresServer? _own;
    private string _database = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _own = await PostgresServer.StartOwnAsync();
        _database = await JournalHost.MigrateAsync(await _own.CreateDatabaseAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        await _own!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Ship_PostgresKilledAndStartedAgain_EveryTurnCountsOnce()
    {
        const int Turns = 800;
        await using var host = await JournalHost.StartAsync(_database, Spool);
        var journal = host.Journal;
        journal.Append(Started("call_k"));
        var appending = Task.Run(() =>
        {
            for (var turn = 1; turn <= Turns; turn++)
            {
                journal.Append(Turn("call_k", turn));
                Thread.SpinWait(20_000);
            }
        });

        await UntilAsync(() => host.Status.Unshipped > 0);
        await _own!.KillAsync();
        await UntilAsync(() => host.Status.DatabaseFailing);
        Assert.Equal(HealthStatus.Degraded, await host.HealthAsync());
        await appending;
        journal.Append(Ended("call_k", Turns));
        Assert.False(await journal.FlushAsync(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken));

        await _own.RestartAsync();

        Assert.True(await journal.FlushAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken));
        Assert.Equal(HealthStatus.Healthy, await host.HealthAsync());
        var entries = (await host.Store.LoadAsync("call_k", TestContext.Current.CancellationToken)).Entries;
        Assert.Equal(Enumerable.Range(1, Turns + 2).Select(sequence => (long)sequence), entries.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Ship_RepliesTakeLong_TheCallDoesNotWaitAndEveryTurnCountsOnce()
    {
        var (relay, slow) = SlowRelay.To(_database);
        await using var _ = relay;
        await using var host = await JournalHost.StartAsync(slow, Spool);
        relay.Delay = TimeSpan.FromMilliseconds(300);

        AppendCall(host, "call_w", turns: 50);

        Assert.True(host.Status.Unshipped > 0);
        Assert.True(await host.Journal.FlushAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken));
        Assert.Equal(HealthStatus.Healthy, await host.HealthAsync());
        await AssertOnceAsync(host, "call_w", turns: 50);
    }

    [Fact]
    public async Task Ship_ReplyDoesNotCome_IsSentAgainAndCountsOnce()
    {
        var (relay, hanging) = SlowRelay.To(_database);
        await using var _ = relay;
        await using var host = await JournalHost.StartAsync(hanging, Spool);
        host.Journal.Append(Started("call_h"));
        Assert.True(await host.Journal.FlushAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        // The server writes what it gets; nobody hears of it.
        relay.Hold();
        AppendCall(host, "call_h2", turns: 20);
        await UntilAsync(() => host.Status.DatabaseFailing);
        Assert.Equal(HealthStatus.Degraded, await host.HealthAsync());
        Assert.True(host.Status.Unshipped > 0);

        relay.Release();

        Assert.True(await host.Journal.FlushAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken));
        Assert.Equal(HealthStatus.Healthy, await host.HealthAsync());
        await AssertOnceAsync(host, "call_h2", turns: 20);
    }

    private static void AppendCall(JournalHost host, string callId, int turns)
    {
        host.Journal.Append(Started(callId));
        for (var turn = 1; turn <= turns; turn++)
        {
            host.Journal.Append(Turn(callId, turn));
        }

        host.Journal.Append(Ended(callId, turns));
    }

    private static async Task AssertOnceAsync(JournalHost host, string callId, int turns)
    {
        var entries = (await host.Store.LoadAsync(callId, TestContext.Current.CancellationToken)).Entries;
        Assert.Equal(Enumerable.Range(1, turns + 2).Select(sequence => (long)sequence), entries.Select(entry => entry.Sequence));
    }
}
