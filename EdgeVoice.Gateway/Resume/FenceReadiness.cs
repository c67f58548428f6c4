using Npgsql;

namespace EdgeVoice.Gateway.Resume;

/// <summary>
/// Keeps the fence ready to be taken. A region may not resume a call for days; the first connection across an ocean, and the first run of its
/// code, would then cost the caller seconds of silence.
/// </summary>
internal sealed class FenceReadiness(GenerationFence fence, TimeProvider time) : BackgroundService
{
    // Well below the pool's idle lifetime of 300 s.
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var ready = await IsReadyAsync(stoppingToken);
            await Task.Delay(ready ? s_interval : s_retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            await fence.KeepReadyAsync(limit.Token);
            return true;
        }
        // Whatever it is: a resume will meet it, say so and be answered "not now".
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
