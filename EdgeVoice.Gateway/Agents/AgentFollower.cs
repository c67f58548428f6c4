namespace EdgeVoice.Gateway.Agents;

/// <summary>Keeps one watch per agent, also for those that come and go behind a host name.</summary>
internal sealed class AgentFollower(AgentAddresses addresses, AgentPool pool, IHttpClientFactory clients, TimeProvider time, ILogger<AgentFollower> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_resolveInterval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Uri, (CancellationTokenSource Stop, Task Run)> _watches = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Follow(await addresses.ResolveAsync(stoppingToken).ConfigureAwait(false), stoppingToken);
            await Task.Delay(s_resolveInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_watches.Values.Select(watch => watch.Run)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Follow(IReadOnlySet<Uri> wanted, CancellationToken stoppingToken)
    {
        foreach (var address in wanted.Where(address => !_watches.ContainsKey(address)).ToArray())
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            _watches[address] = (stop, new AgentWatch(address, pool, clients, time, logger).RunAsync(stop.Token));
        }

        // A name that is gone while its agent still writes is a slow name server, not a dead agent.
        foreach (var (address, watch) in _watches.Where(entry => !wanted.Contains(entry.Key) && !pool.IsAlive(entry.Key)).ToArray())
        {
            watch.Stop.Cancel();
            watch.Stop.Dispose();
            _watches.Remove(address);
        }
    }
}
