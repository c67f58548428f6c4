using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Resources without a process of their own: databases inside a server, services elsewhere, parameters.</summary>
internal sealed class PassiveResources(IEnumerable<IResource> resources, RunnerServices services)
{
    private readonly IResource[] _resources = [.. resources];
    private readonly List<Task> _watches = [];

    public async Task StartAsync()
    {
        foreach (var resource in _resources)
        {
            if (resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var initial))
            {
                await services.Notifications.PublishUpdateAsync(resource, _ => initial.InitialSnapshot);
                if (initial.InitialSnapshot.State?.Text == KnownResourceStates.Running)
                {
                    _watches.Add(WatchAsync(resource, services.Stopping));
                }
                else
                {
                    services.Console.WriteLine(resource.Name, initial.InitialSnapshot.State?.Text ?? "not a process");
                }

                continue;
            }

            _watches.Add(LiveAsync(resource, services.Stopping));
        }
    }

    public Task StopAsync() => Task.WhenAll(_watches);

    private async Task WatchAsync(IResource resource, CancellationToken stopping)
    {
        try
        {
            await services.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { HealthReports = HealthReports.NotAskedYet(resource) });
            await services.Health.WatchAsync(resource, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    private async Task LiveAsync(IResource resource, CancellationToken stopping)
    {
        try
        {
            if (resource is IResourceWithParent { Parent: var parent })
            {
                await services.Notifications.WaitForResourceHealthyAsync(parent.Name, stopping);
            }

            var running = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success);
            await services.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = running });
            await WatchAsync(resource, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops.
        }
    }
}
