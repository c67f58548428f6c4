using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Calls.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace EdgeVoice.Tests.Agent.Calls;

/// <summary>The journal as the agent runs it, with its hosted services.</summary>
internal sealed class JournalHost : IAsyncDisposable
{
    private readonly IHost _host;

    private JournalHost(IHost host) => _host = host;

    public CallJournal Journal => _host.Services.GetRequiredService<CallJournal>();

    public JournalStatus Status => _host.Services.GetRequiredService<JournalStatus>();

    public JournalStore Store => _host.Services.GetRequiredService<JournalStore>();

    public static async Task<JournalHost> StartAsync(string connectionString, string spool, int memoryEntries = 10_000)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Agent:SpoolDirectory"] = spool,
            ["Agent:SpoolMemoryEntries"] = $"{memoryEntries}",
        });
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        builder.Services.AddCallJournal();
        var host = builder.Build();
        await host.StartAsync();
        return new JournalHost(host);
    }

    /// <summary>A new database with the tables of the journal.</summary>
    public static async Task<string> MigrateAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await Migrator.RunAsync(source, TestContext.Current.CancellationToken);
        return connectionString;
    }

    public async Task<HealthStatus> HealthAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Status;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
