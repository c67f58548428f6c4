using Microsoft.Extensions.Hosting;

namespace EdgeVoice.AppHost.Postgres;

/// <summary>The server's resource is in the state of the process that serves it.</summary>
internal sealed class PostgresMirror(IResource process, PostgresServerResource server, ResourceNotificationService notifications, PostgresStates states) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (change.Resource == process)
            {
                await states.SetAsync(server, change.Snapshot.State);
            }
        }
    }
}
