using EdgeVoice.CloudflareEmulator.Configuration;
using EdgeVoice.CloudflareEmulator.Definition;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator.Monitoring;

/// <summary>Probes every origin of every pool, each on its own, so that a slow one delays no other.</summary>
internal sealed partial class PoolMonitor(
    EdgeDefinition definition, HealthBook book, Prober prober, IOptions<EdgeOptions> options, TimeProvider time, ILogger<PoolMonitor> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(definition.Pools.Where(pool => pool.Enabled).SelectMany(pool => book.Origins(pool.Label).Select(origin => WatchAsync(pool, origin, stoppingToken))));

    private async Task WatchAsync(PoolDefinition pool, OriginHealth origin, CancellationToken stoppingToken)
    {
        var interval = options.Value.MonitorInterval is { } seconds ? TimeSpan.FromSeconds(seconds) : definition.Monitor.Interval;
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            do
            {
                var result = await prober.ProbeAsync(origin.Origin, stoppingToken);
                if (origin.Add(result))
                {
                    Changed(pool.Label, result.Ok ? "healthy" : "unhealthy", result.Reason);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Pool {Pool} is {Health}: {Reason}")]
    private partial void Changed(string pool, string health, string reason);
}
