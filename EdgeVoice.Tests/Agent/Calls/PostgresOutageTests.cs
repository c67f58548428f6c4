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
        var entries = await host.Store.LoadAsync("call_k", TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, Turns + 2).Select(sequence => (long)sequence), entries.Select(entry => entry.Sequence));
    }
}
