using System.Collections.Concurrent;
using Aspire.Hosting;

namespace EdgeVoice.Bench.Hosting;

/// <summary>What runs in an AppHost of this process, and commands to it.</summary>
internal sealed class ResourceClient : IDisposable
{
    private readonly DistributedApplication _application;
    private readonly ConcurrentDictionary<string, ResourceView> _resources = new();
    private readonly CancellationTokenSource _stopping = new();

    public ResourceClient(DistributedApplication application)
    {
        _application = application;
        _ = WatchAsync();
    }

    public IReadOnlyList<ResourceView> All => [.. _resources.Values];

    /// <exception cref="BenchException">There is none of this name.</exception>
    public ResourceView Named(string name) => _resources.GetValueOrDefault(name) ?? throw new BenchException($"The AppHost has no resource '{name}'.");

    public Uri Url(string name) => Named(name).Http ?? throw new BenchException($"The resource '{name}' has no http address.");

    /// <exception cref="BenchException">It did not do it; the message is the AppHost's.</exception>
    public async Task CommandAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var result = await _application.ResourceCommands.ExecuteCommandAsync(Named(resource).Id, command, cancellationToken);
        if (!result.Success)
        {
            throw new BenchException($"{resource} {command}: {result.Message ?? (result.Canceled ? "canceled" : "failed")}");
        }
    }

    /// <exception cref="BenchException">Not within the limit; the message says what was not up.</exception>
    public async Task WaitUntilUpAsync(IReadOnlyCollection<string> names, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(limit);
        try
        {
            await Task.WhenAll(names.Select(name => _application.ResourceNotifications.WaitForResourceAsync(name, change => ResourceView.Of(change).IsUp, waiting.Token)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"Not healthy within {limit.TotalSeconds:0} s: {string.Join(", ", names.Where(name => !Named(name).IsUp))}");
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var change in _application.ResourceNotifications.WatchAsync(_stopping.Token))
            {
                _resources[change.Resource.Name] = ResourceView.Of(change);
            }
        }
        catch (OperationCanceledException)
        {
            // It is disposed of.
        }
    }
}
