using EdgeVoice.Agent.Calls.Generations;
using EdgeVoice.Agent.Calls.Journal;
using Npgsql;
using OpenTelemetry;

namespace EdgeVoice.Agent.Calls.Resume;

/// <summary>
/// Keeps this agent ready to go on with a call of another region. It may not do so for days; opening connections across an ocean, and the first
/// run of the code, would then cost the caller seconds of silence.
/// </summary>
internal sealed class ResumeReadiness(GenerationStore generations, JournalStore journal, TimeProvider time) : BackgroundService
{
    /// <summary>Connections kept open: two calls that arrive at the same moment, each asking fence and history at once.</summary>
    public const int Connections = 4;

    // Shorter than any idle timeout on the way, that of a pool (300 s) or a tunnel.
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nobody looks for these questions in a trace.
        using var quiet = SuppressInstrumentationScope.Begin();
        while (!stoppingToken.IsCancellationRequested)
        {
            var ready = await AskAsync(stoppingToken).ConfigureAwait(false);
            await Task.Delay(ready ? s_interval : s_retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> AskAsync(CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(s_limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, limit.Token);
        try
        {
            // All at once, so that each takes a connection of its own.
            await Task.WhenAll(Enumerable.Range(0, Connections / 2).SelectMany(_ => new Task[]
            {
                generations.TakeAsync([], linked.Token),
                ReadHistoryAsync(linked.Token),
            })).WaitAsync(linked.Token).ConfigureAwait(false);
            return true;
        }
        // Whatever it is: a call that comes will meet it and say so.
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ReadHistoryAsync(CancellationToken cancellationToken)
    {
        await generations.OfAsync("", cancellationToken).ConfigureAwait(false);
        await journal.LoadAsync("", cancellationToken).ConfigureAwait(false);
    }
}
