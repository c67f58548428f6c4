using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace EdgeVoice.ServiceDefaults.Readiness;

/// <summary>
/// Asks the database every 15 s what a caller will need of it, and every 2 s while it does not answer. That may not be needed for days; the first
/// connection across an ocean, and the first run of the code, would then cost the caller seconds of silence.
/// </summary>
/// <param name="time">Clock that the pauses run on.</param>
public abstract class DatabaseReadiness(TimeProvider time) : BackgroundService
{
    // Shorter than any idle timeout on the way, that of a pool (300 s) or a tunnel.
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    /// <summary>Runs the same code on the same connections as for a caller, to no effect.</summary>
    protected abstract Task AskAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nobody looks for these questions in a trace.
        using var quiet = SuppressInstrumentationScope.Begin();
        while (!stoppingToken.IsCancellationRequested)
        {
            var ready = await IsReadyAsync(stoppingToken).ConfigureAwait(false);
            await Task.Delay(ready ? s_interval : s_retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(s_limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, limit.Token);
        try
        {
            // A server that hangs does not even take the cancellation.
            await AskAsync(linked.Token).WaitAsync(linked.Token).ConfigureAwait(false);
            return true;
        }
        // Whatever it is: a caller's request will meet it and say so.
        catch (Exception)
        {
            return false;
        }
    }
}
