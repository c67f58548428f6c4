using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Agent.Telemetry;

namespace EdgeVoice.Agent.Calls;

/// <summary>Asks every second how the caller's audio arrives, for the call's telemetry.</summary>
internal sealed class CallerMedia(RemoteAudioTrack track, AudioStream stream, NetworkSamples network, MediaLog log, TimeProvider time) : IAsyncDisposable
{
    // A record each second of each call would be most of what is logged.
    private const int LooksPerRecord = 2;

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly AudioLoss _loss = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>What was lost before it came to this process's own code.</summary>
    public TimeSpan Lost => _loss.Total;

    public void Start() => _watching = Task.Run(WatchAsync);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(s_period, time);
        MediaStats? before = null;
        MediaStats? logged = null;
        var looks = 0;
        try
        {
            // Where the count begins: what is lost in the first second is lost too.
            await LookAsync().ConfigureAwait(false);
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                if (await LookAsync().ConfigureAwait(false) is not { } now)
                {
                    continue;
                }

                var (loss, jitterBuffer) = (Loss(before, now), now.JitterBufferSince(before));
                before = now;
                network.MediaArrives(now, loss, jitterBuffer);
                if (looks++ % LooksPerRecord == 0)
                {
                    log.Write(now, Loss(logged, now), now.JitterBufferSince(logged));
                    logged = now;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or FfiException or ObjectDisposedException)
        {
            // The track is gone.
        }
        catch (Exception exception)
        {
            // Figures are missing from here on; the call is not.
            log.Failed(exception);
        }
    }

    private async Task<MediaStats?> LookAsync()
    {
        var arrived = stream.Arrived;
        var now = await track.ReadStatsAsync(_stopping.Token).ConfigureAwait(false);
        if (now is not null && _loss.Look(now.Made, arrived) is var lost && lost > TimeSpan.Zero)
        {
            AgentMeter.AudioLost(lost, AgentMeter.CoreQueue);
        }

        return now;
    }

    /// <summary>Of the packets since the last look.</summary>
    private static double? Loss(MediaStats? before, MediaStats now)
    {
        var lost = now.Lost - (before?.Lost ?? 0);
        var sent = now.Received - (before?.Received ?? 0) + lost;
        return sent <= 0 ? null : 100.0 * lost / sent;
    }
}
