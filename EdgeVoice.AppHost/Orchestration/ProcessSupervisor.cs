using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AppHost.Orchestration;

/// <summary>Starts a process again that ended unasked, as a cluster does. Aspire itself leaves it down.</summary>
internal sealed partial class ProcessSupervisor(
    DistributedApplicationModel model, ResourceNotificationService notifications, ResourceCommandService commands, ResourceLoggerService loggers, TimeProvider time)
    : BackgroundService
{
    private readonly ConcurrentDictionary<string, bool> _leftDown = new();
    private readonly ConcurrentDictionary<(string Resource, string Instance), CustomResourceSnapshot> _instances = new();

    /// <summary>The resource's next end is wanted: it stays down until somebody starts it.</summary>
    public void LeaveDown(IResource resource) => _leftDown[resource.Name] = true;

    /// <summary>The resource's processes as they are now.</summary>
    public IEnumerable<CustomResourceSnapshot> InstancesOf(IResource resource) => _instances.Where(entry => entry.Key.Resource == resource.Name).Select(entry => entry.Value);

    public bool IsDown(IResource resource) => InstancesOf(resource).Any(snapshot => ProcessCommands.IsDown(snapshot.State?.Text));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var awaited = model.Resources.SelectMany(resource => resource.Annotations.OfType<WaitAnnotation>())
            .Where(wait => wait.WaitType == WaitType.WaitForCompletion).Select(wait => wait.Resource).ToHashSet();
        var watched = model.Resources.Where(resource => resource is ProjectResource or ExecutableResource && !awaited.Contains(resource))
            .ToDictionary(resource => resource.Name, _ => new Watched(new RestartBackoff(time)));
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            _instances[(change.Resource.Name, change.ResourceId)] = change.Snapshot;
            if (watched.TryGetValue(change.Resource.Name, out var process) && change.Snapshot.State?.Text is { } state)
            {
                Follow(change, state, process, stoppingToken);
            }
        }
    }

    private void Follow(ResourceEvent change, string state, Watched process, CancellationToken stoppingToken)
    {
        if (state == KnownResourceStates.Running)
        {
            if (!process.Runs)
            {
                _leftDown.TryRemove(change.Resource.Name, out _);
                process.Backoff.Started();
            }

            process.Runs = true;
        }
        else if (state == KnownResourceStates.Stopping)
        {
            process.Runs = false;
        }
        else if (ProcessCommands.IsDown(state) && process.Runs)
        {
            process.Runs = false;
            if (!_leftDown.TryRemove(change.Resource.Name, out _))
            {
                _ = RestartAsync(change, process.Backoff.Next(), stoppingToken);
            }
        }
    }

    private async Task RestartAsync(ResourceEvent ended, TimeSpan wait, CancellationToken stoppingToken)
    {
        var logger = loggers.GetLogger(ended.Resource);
        Ended(logger, ended.Snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "?", wait.TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{ended.Resource.Name}] ended with exit code {ended.Snapshot.ExitCode}; starts again in {wait.TotalSeconds:0.#} s"));
        try
        {
            await Task.Delay(wait, time, stoppingToken);
            // Somebody may have started it, or taken it down, in between.
            if (IsDown(ended.Resource))
            {
                var result = await commands.ExecuteCommandAsync(ended.Resource, KnownResourceCommands.StartCommand, stoppingToken);
                if (!result.Success)
                {
                    NotStarted(logger, result.Message ?? "");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run ends.
        }
    }

    [LoggerMessage(LogLevel.Warning, "ended with exit code {ExitCode}; starts again in {Seconds:0.#} s")]
    private static partial void Ended(ILogger logger, string exitCode, double seconds);

    [LoggerMessage(LogLevel.Error, "could not be started again: {Message}")]
    private static partial void NotStarted(ILogger logger, string message);

    private sealed class Watched(RestartBackoff backoff)
    {
        public RestartBackoff Backoff { get; } = backoff;

        public bool Runs { get; set; }
    }
}
