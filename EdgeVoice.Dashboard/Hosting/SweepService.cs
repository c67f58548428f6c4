using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Hosting;

/// <summary>Closes turns and sessions of which nothing has come for long: their agent is gone, or their telemetry was lost.</summary>
internal sealed class SweepService(TelemetryStore store, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(10);

    // Longer than the longest silence in which an agent says nothing to anybody.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        try
        {
            do
            {
                store.Sweep(Clock.Ns(time.GetUtcNow() - s_patience));
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }
}
