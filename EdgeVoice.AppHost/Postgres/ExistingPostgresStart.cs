using Microsoft.Extensions.Hosting;

namespace EdgeVoice.AppHost.Postgres;

/// <summary>What runs anyway is there at once; whether it answers, its health check says.</summary>
internal sealed class ExistingPostgresStart(PostgresServerResource server, ExistingPostgres existing, PostgresStates states) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await states.AllocateAsync(server, existing.Host, cancellationToken);
        await states.SetAsync(server, new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
