using System.Diagnostics;
using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>Measured round trips of a call, so that the provider's time and the network's can be told apart on a turn.</summary>
internal sealed class NetworkSamples(CallClock clock)
{
    // Turns are traced within seconds of their end, and there are five samples a second: what is older is of no turn that is still open.
    private const int Kept = 320;

    // Sound leaves as a packet when the last of it is there: one at the caller and one at us.
    private static readonly TimeSpan s_packets = TimeSpan.FromMilliseconds(2 * PcmFormat.FrameMs);

    private readonly Lock _lock = new();
    private readonly Queue<(TimeSpan At, string Name, double Value)> _samples = new();
    private TimeSpan? _jitterBuffer;

    public void ProviderAnswered(TimeSpan roundTrip)
    {
        AgentMeter.ProviderRoundTrip.Record(roundTrip.TotalSeconds);
        Add(AgentTags.ProviderRttMs, roundTrip.TotalMilliseconds);
    }

    /// <summary>How the caller's media arrives; loss in percent of the packets, and mean wait in the jitter buffer, since the last look.</summary>
    public void MediaArrives(MediaStats media, double? lossPercent, TimeSpan? jitterBuffer)
    {
        lock (_lock)
        {
            _jitterBuffer = jitterBuffer ?? _jitterBuffer;
        }

        Add(AgentTags.CallerJitterMs, media.Jitter.TotalMilliseconds);
        if (media.RoundTrip is { } roundTrip)
        {
            Add(AgentTags.CallerRttMs, roundTrip.TotalMilliseconds);
        }

        if (lossPercent is { } percent)
        {
            Add(AgentTags.CallerLossPercent, percent);
        }
    }

    /// <summary>The caller knows what sound needs to us and back to their ear; our own jitter buffer is what they do not know.</summary>
    public void CallerReports(TimeSpan path)
    {
        lock (_lock)
        {
            if (_jitterBuffer is { } buffer)
            {
                Add(AgentTags.MediaPathMs, (path + buffer + s_packets).TotalMilliseconds);
            }
        }
    }

    /// <summary>The media path as it was measured nearest to a moment, ms; nothing when it never was.</summary>
    public double? MediaPathAt(TimeSpan at)
    {
        lock (_lock)
        {
            var paths = _samples.Where(sample => sample.Name == AgentTags.MediaPathMs).ToArray();
            return paths.Length == 0 ? null : Math.Round(paths.MinBy(sample => (sample.At - at).Duration()).Value, 2);
        }
    }

    private void Add(string name, double value)
    {
        lock (_lock)
        {
            _samples.Enqueue((clock.Now, name, value));
            if (_samples.Count > Kept)
            {
                _samples.Dequeue();
            }
        }
    }

    /// <summary>Puts the latest figure of each kind that was measured within the turn on its span, and the media path when the answer began; without one it stays unknown.</summary>
    public void Tag(Activity turn, TimeSpan from, TimeSpan to, TimeSpan? answered)
    {
        lock (_lock)
        {
            foreach (var sample in _samples.Where(sample => sample.At >= from && sample.At <= to))
            {
                turn.SetTag(sample.Name, Math.Round(sample.Value, 2));
            }

            if (answered is { } at && MediaPathAt(at) is { } path)
            {
                turn.SetTag(AgentTags.MediaPathMs, path);
            }
        }
    }
}
