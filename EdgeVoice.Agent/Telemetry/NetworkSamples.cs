using System.Diagnostics;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>Measured round trips of a call, so that the provider's time and the network's can be told apart on a turn.</summary>
internal sealed class NetworkSamples(CallClock clock)
{
    // Turns are traced within seconds of their end, and there are five samples a second: what is older is of no turn that is still open.
    private const int Kept = 320;

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
        _jitterBuffer = jitterBuffer ?? _jitterBuffer;
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
        if (_jitterBuffer is { } buffer)
        {
            Add(AgentTags.MediaPathMs, (path + buffer).TotalMilliseconds);
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

    /// <summary>Puts the latest figure of each kind that was measured within the turn on its span; without one it stays unknown.</summary>
    public void Tag(Activity turn, TimeSpan from, TimeSpan to)
    {
        lock (_lock)
        {
            foreach (var sample in _samples.Where(sample => sample.At >= from && sample.At <= to))
            {
                turn.SetTag(sample.Name, Math.Round(sample.Value, 2));
            }
        }
    }
}
