using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace EdgeVoice.AppHost.Orchestration;

/// <summary>Says on the terminal when everything is well, and until then what is not and why.</summary>
internal sealed class ReadyReport(DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService logs, TimeProvider time) : BackgroundService
{
    private const int ReasonLines = 3;

    // Longer than a start takes; then whoever waits wants to know what for.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // Everything else waits meanwhile to be noted.
    private static readonly TimeSpan s_logLimit = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, CustomResourceSnapshot> _missing = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when everything is well for the first time.</summary>
    public Task Ready => _ready.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var awaited = model.Resources.Where(IsAwaited).ToDictionary(resource => resource.Name);
        foreach (var name in awaited.Keys)
        {
            _missing[name] = new CustomResourceSnapshot { ResourceType = "", Properties = [] };
        }

        var patience = RemindAsync(stoppingToken);
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (!awaited.ContainsKey(change.Resource.Name) || !Note(change, out var failed))
            {
                continue;
            }

            if (failed)
            {
                await TellFailureAsync(change, stoppingToken);
            }

            if (IsReady())
            {
                _ready.TrySetResult();
                using var self = Process.GetCurrentProcess();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ready in {(time.GetLocalNow().DateTime - self.StartTime).TotalSeconds:0.0} s"));
                break;
            }
        }

        await patience;
    }

    /// <summary>Whether it has to be well before the whole is: what runs by itself, and the regions.</summary>
    private static bool IsAwaited(IResource resource) =>
        (resource is ProjectResource or ExecutableResource || resource.IsContainer() || resource.HasAnnotationOfType<HealthCheckAnnotation>()) &&
        resource is not IResourceWithParent &&
        !resource.HasAnnotationOfType<ExplicitStartupAnnotation>() &&
        resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault()?.InitialSnapshot.IsHidden != true;

    private bool Note(ResourceEvent change, out bool failed)
    {
        var snapshot = change.Snapshot;
        lock (_missing)
        {
            var known = _missing.TryGetValue(change.Resource.Name, out var before);
            failed = before?.State?.Text != snapshot.State?.Text && IsFailure(snapshot);
            if (IsWell(snapshot))
            {
                return _missing.Remove(change.Resource.Name);
            }

            _missing[change.Resource.Name] = snapshot;
            return known || failed;
        }
    }

    private bool IsReady()
    {
        lock (_missing)
        {
            return _missing.Count == 0;
        }
    }

    private static bool IsWell(CustomResourceSnapshot snapshot) =>
        (snapshot.State?.Text == KnownResourceStates.Running && snapshot.HealthStatus is null or HealthStatus.Healthy) || snapshot is { State.Text: "Finished", ExitCode: 0 };

    private static bool IsFailure(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text is "FailedToStart" or "RuntimeUnhealthy" or "Value missing" || (snapshot.State?.Text is "Exited" or "Finished" && snapshot.ExitCode is not (null or 0));

    private async Task TellFailureAsync(ResourceEvent change, CancellationToken cancellationToken)
    {
        Console.WriteLine($"[{change.Resource.Name}] {Describe(change.Snapshot)}");
        var lines = new List<string>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_logLimit);
        try
        {
            await foreach (var batch in logs.GetAllAsync(change.ResourceId).WithCancellation(limit.Token))
            {
                lines.AddRange(batch.SelectMany(line => line.Content.Split('\n')).Where(IsTold));
            }
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Somebody starts it again, and with that its log is gone: what has come so far must do.
        }

        foreach (var line in lines.TakeLast(ReasonLines))
        {
            Console.WriteLine($"[{change.Resource.Name}]   {line}");
        }
    }

    // Where an exception came from helps nobody at a terminal.
    private static bool IsTold(string line) => line.TrimStart() is { Length: > 0 } text && !text.StartsWith("at ", StringComparison.Ordinal) && !text.StartsWith("---", StringComparison.Ordinal);

    private async Task RemindAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_patience, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken) && !IsReady())
            {
                string[] missing;
                lock (_missing)
                {
                    missing = [.. _missing.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} ({Describe(entry.Value)})")];
                }

                Console.WriteLine($"Not ready yet: {string.Join(", ", missing)}");
            }
        }
        catch (OperationCanceledException)
        {
            // The run ends.
        }
    }

    private static string Describe(CustomResourceSnapshot snapshot)
    {
        var state = snapshot.State?.Text ?? "not started";
        var unhealthy = snapshot.HealthReports.Where(report => report.Status is not HealthStatus.Healthy)
            .Select(report => report.Description ?? report.ExceptionText?.Split('\n')[0]).FirstOrDefault(text => text is not null);
        return state == KnownResourceStates.Running ? unhealthy is null ? "not healthy yet" : $"not healthy: {unhealthy}"
            : snapshot.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"{state}, exit code {code}") : state;
    }
}
