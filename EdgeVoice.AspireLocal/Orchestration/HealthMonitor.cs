using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Asks the health checks of one running resource and publishes what they say.</summary>
internal sealed class HealthMonitor(
    HealthCheckService checks, ResourceNotificationService notifications, IDistributedApplicationEventing eventing, IServiceProvider services, TimeProvider time)
{
    // Short while others wait for it, then once in a while.
    private static readonly TimeSpan s_starting = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_unhealthy = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_healthy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_early = TimeSpan.FromSeconds(5);

    public async Task WatchAsync(IResource resource, CancellationToken cancellationToken)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet(StringComparer.Ordinal);
        var started = time.GetTimestamp();
        var ready = false;
        while (true)
        {
            var healthy = keys.Count == 0 || await CheckAsync(resource, keys, cancellationToken);
            if (healthy && !ready)
            {
                await eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken);
                await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { IsReady = true });
                ready = true;
            }

            if (keys.Count == 0)
            {
                return;
            }

            await Task.Delay(healthy ? s_healthy : time.GetElapsedTime(started) < s_early ? s_starting : s_unhealthy, time, cancellationToken);
        }
    }

    private async Task<bool> CheckAsync(IResource resource, HashSet<string> keys, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        ImmutableArray<HealthReportSnapshot> reports =
        [
            .. report.Entries.Select(entry => new HealthReportSnapshot(entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.Message) { LastRunAt = now }),
        ];
        await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { HealthReports = reports });
        return report.Status == HealthStatus.Healthy;
    }
}
