using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Holds a resource back until those it waits for have come far enough.</summary>
internal sealed class DependencyWait(ResourceNotificationService notifications)
{
    /// <exception cref="DistributedApplicationException">One of them will never come so far.</exception>
    public async Task WaitAsync(IResource resource, CancellationToken cancellationToken) =>
        await Task.WhenAll(resource.Annotations.OfType<WaitAnnotation>().Select(wait => WaitAsync(wait, cancellationToken)));

    private async Task WaitAsync(WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        switch (wait.WaitType)
        {
            case WaitType.WaitUntilStarted:
                await ReachedAsync(name, snapshot => snapshot.State?.Text == KnownResourceStates.Running, cancellationToken);
                break;
            case WaitType.WaitUntilHealthy:
                await ReachedAsync(name, snapshot => snapshot is { HealthStatus: Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, IsReady: true }, cancellationToken);
                break;
            default:
                var ended = await ReachedAsync(name, snapshot => snapshot.ExitCode is not null, cancellationToken);
                if (ended.ExitCode != wait.ExitCode)
                {
                    throw new DistributedApplicationException(string.Create(
                        CultureInfo.InvariantCulture, $"not started: {name} exited with code {ended.ExitCode} instead of {wait.ExitCode}. Fix that, then restart."));
                }

                break;
        }
    }

    private async Task<CustomResourceSnapshot> ReachedAsync(string name, Func<CustomResourceSnapshot, bool> reached, CancellationToken cancellationToken)
    {
        var found = await notifications.WaitForResourceAsync(
            name, resource => reached(resource.Snapshot) || resource.Snapshot.State?.Text == KnownResourceStates.FailedToStart, cancellationToken);
        return reached(found.Snapshot) ? found.Snapshot : throw new DistributedApplicationException($"not started: {name} could not start.");
    }
}
