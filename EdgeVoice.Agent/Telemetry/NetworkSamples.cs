using System.Diagnostics;
using EdgeVoice.Agent.Calls;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>Measured round trips of a call, so that the provider's time and the network's can be told apart on a turn.</summary>
internal sealed class NetworkSamples(CallClock clock)
{
    // Turns are traced within seconds of their end; what is older is of no turn that is still open.
    private const int Kept = 64;

    private readonly Lock _lock = new();
    private readonly Queue<(TimeSpan At, string Name, double Value)> _samples = new();

    public void ProviderAnswered(TimeSpan roundTrip)
    {
        AgentMeter.ProviderRoundTrip.Record(roundTrip.TotalSeconds);
        Add(AgentTags.ProviderRttMs, roundTrip.TotalMilliseconds);
    }

    public void Add(string name, double value)
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
