using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Bench.Hosting;

/// <summary>What the resources of an application write, each line after the resource's name in brackets, and when their processes start.</summary>
internal sealed partial class ResourceLines : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly DistributedApplication _application;

    public ResourceLines(DistributedApplication application)
    {
        _application = application;
        _ = WatchAsync();
    }

    /// <summary>Told of every line.</summary>
    public event Action<string>? Written;

    public IReadOnlyCollection<string> All => _lines;

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task FollowAsync(string name, string id)
    {
        try
        {
            await foreach (var batch in _application.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(id).WithCancellation(_stopping.Token))
            {
                foreach (var line in batch)
                {
                    Add($"[{name}] {When().Replace(line.Content, "")}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is disposed of.
        }
    }

    private async Task WatchAsync()
    {
        var processes = new Dictionary<string, int>();
        var followed = new HashSet<string>();
        try
        {
            await foreach (var change in _application.ResourceNotifications.WatchAsync(_stopping.Token))
            {
                // Not before: the orchestrator gives a process its own name when it knows it.
                if (followed.Add(change.ResourceId))
                {
                    _ = FollowAsync(change.Resource.Name, change.ResourceId);
                }

                if (ResourceView.Of(change) is { State: "Running", ProcessId: { } process } view && processes.GetValueOrDefault(view.Id) != process)
                {
                    processes[view.Id] = process;
                    Add(string.Create(CultureInfo.InvariantCulture, $"[{view.Name}] started (pid {process})"));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is disposed of.
        }
    }

    // Aspire puts the time before each line.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT[\d:.]+Z ")]
    private static partial Regex When();

    private void Add(string line)
    {
        _lines.Enqueue(line);
        Written?.Invoke(line);
    }
}
