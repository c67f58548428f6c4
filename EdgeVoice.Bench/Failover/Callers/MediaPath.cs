using System.Diagnostics;
using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>What sound needs from the caller to the agent and back, but for the agent's jitter buffer: the call page measures the same.</summary>
internal sealed class MediaPath
{
    // The shortest of them is the way itself; what a packet or a busy process adds is the jitter buffer's business.
    private const int Trips = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _asked = [];
    private readonly Queue<double> _trips = new();
    private MediaStats? _before;
    private double? _bufferMs;

    /// <summary>ms; nothing until both a heartbeat has come back and sound was played.</summary>
    public double? Ms
    {
        get
        {
            lock (_lock)
            {
                return _trips.Count > 0 && _bufferMs is { } buffer ? Math.Round(_trips.Min() + buffer, 1) : null;
            }
        }
    }

    public void Ask(int number)
    {
        lock (_lock)
        {
            _asked[number] = Stopwatch.GetTimestamp();
        }
    }

    public void Answer(int number)
    {
        lock (_lock)
        {
            if (!_asked.TryGetValue(number, out var since))
            {
                return;
            }

            // What was asked before and not answered is lost.
            foreach (var earlier in _asked.Keys.Where(asked => asked <= number).ToArray())
            {
                _asked.Remove(earlier);
            }

            _trips.Enqueue(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            if (_trips.Count > Trips)
            {
                _trips.Dequeue();
            }
        }
    }

    public void Play(MediaStats stats)
    {
        lock (_lock)
        {
            _bufferMs = stats.JitterBufferSince(_before)?.TotalMilliseconds ?? _bufferMs;
            _before = stats;
        }
    }
}
