using System.Text.Json;

namespace EdgeVoice.Gateway.Health;

/// <summary>Asks every part again and again, each in its own loop, so that a slow one does not make the others look old.</summary>
internal sealed partial class RealtimeHealthMonitor(
    IEnumerable<IPartProbe> probes, RealtimeHealth health, TimeProvider time, ILogger<RealtimeHealthMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    // A part that is down is asked more often: it comes back into service sooner.
    private static readonly TimeSpan s_downInterval = TimeSpan.FromMilliseconds(500);

    // Surprising news: is it so?
    private static readonly TimeSpan s_doubtInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_timeout = TimeSpan.FromMilliseconds(1_500);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(probes.Select(probe => WatchAsync(probe, stoppingToken)));

    private async Task WatchAsync(IPartProbe probe, CancellationToken cancellationToken)
    {
        var last = PartState.Unknown;
        while (!cancellationToken.IsCancellationRequested)
        {
            var result = await ProbeAsync(probe, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            health.Record(probe.Name, result);
            if (result.State != last)
            {
                last = result.State;
                LogChanged(probe.Name, result.State, result.Detail);
            }

            var interval = health.IsWavering(probe.Name) ? s_doubtInterval : result.State == PartState.Down ? s_downInterval : s_interval;
            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<PartResult> ProbeAsync(IPartProbe probe, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_timeout);
        try
        {
            return await probe.ProbeAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            return PartResult.Down(FormattableString.Invariant($"no answer within {s_timeout.TotalSeconds} s"));
        }
        catch (JsonException exception)
        {
            return PartResult.Down("unreadable answer: " + exception.Message);
        }
        catch (Exception exception)
        {
            return PartResult.Down(exception.Message);
        }
    }

    [LoggerMessage(EventId = 20, Level = LogLevel.Information, Message = "{Part} is {State}: {Detail}")]
    private partial void LogChanged(string part, PartState state, string detail);
}
