using System.Diagnostics;
using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>Measured round trips of a call, so that the provider's time and the network's can be told apart on a turn.</summary>
internal sealed class NetworkSamples(CallClock clock)
{
    // Turns are traced within seconds of their end, and there are three samples a second: what is older is of no turn that is still open.
    private const int Kept = 192;

    // Sound leaves as a packet when the last of it is there: one at the caller and one at us.
    private const double PacketsMs = 2 * PcmFormat.FrameMs;

    // A caller's client looks about once a second how long sound waits there, and says with its heartbeats what it saw last.
    private static readonly TimeSpan s_callerLooks = TimeSpan.FromSeconds(1.6);

    private readonly Lock _lock = new();
    private readonly Queue<(TimeSpan At, string Name, double Value)> _samples = new();
    private readonly SampleSeries _callerPath = new();
    private readonly SampleSeries _jitterBuffer = new();

    public void ProviderAnswered(TimeSpan roundTrip)
    {
        AgentMeter.ProviderRoundTrip.Record(roundTrip.TotalSeconds);
        lock (_lock)
        {
            Add(AgentTags.ProviderRttMs, roundTrip.TotalMilliseconds);
        }
    }

    /// <summary>How the caller's media arrives; loss in percent of the packets, and mean wait in the jitter buffer, since the last look.</summary>
    public void MediaArrives(MediaStats media, double? lossPercent, TimeSpan? jitterBuffer)
    {
        lock (_lock)
        {
            Add(AgentTags.CallerJitterMs, media.Jitter.TotalMilliseconds);
            if (media.RoundTrip is { } roundTrip)
            {
                Add(AgentTags.CallerRttMs, roundTrip.TotalMilliseconds);
            }

            if (lossPercent is { } percent)
            {
                Add(AgentTags.CallerLossPercent, percent);
            }

            if (jitterBuffer is { } waited)
            {
                _jitterBuffer.Add(clock.Now, waited.TotalMilliseconds);
            }
        }
    }

    /// <summary>The caller knows what sound needs to us and back to their ear; our own jitter buffer is what they do not know.</summary>
    public void CallerReports(TimeSpan path)
    {
        lock (_lock)
        {
            _callerPath.Add(clock.Now, path.TotalMilliseconds);
        }
    }

    /// <summary>
    /// What the silence at the caller's ear is longer than here, ms: their last words on the way to us, and the first of the
    /// answer on the way back. Nothing when either was never measured.
    /// </summary>
    public double? MediaPath(TimeSpan? spoken, TimeSpan answered)
    {
        lock (_lock)
        {
            return _jitterBuffer.At(spoken ?? answered) + _callerPath.At(answered + s_callerLooks) + PacketsMs is { } path ? Math.Round(path, 2) : null;
        }
    }

    /// <summary>Puts the latest figure of each kind that was measured within the turn on its span, and the media path of its silence; what was not measured stays unknown.</summary>
    public void Tag(Activity span, Turn turn)
    {
        lock (_lock)
        {
            foreach (var sample in _samples.Where(sample => sample.At >= turn.StartedAt && sample.At <= turn.EndedAt))
            {
                span.SetTag(sample.Name, Math.Round(sample.Value, 2));
            }
        }

        if (turn.PlayoutStartedAt is { } answered)
        {
            span.SetTag(AgentTags.MediaPathMs, MediaPath(turn.SpeechEndedAt, answered));
        }
    }

    private void Add(string name, double value)
    {
        _samples.Enqueue((clock.Now, name, value));
        if (_samples.Count > Kept)
        {
            _samples.Dequeue();
        }
    }
}
