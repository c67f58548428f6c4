using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>What sound needs from the caller to the agent and back, but for the agent's jitter buffer: the call page measures the same.</summary>
internal sealed class MediaPath
{
    // The shortest of them is the way itself; what a packet or a busy process adds is the jitter buffer's business.
    private const int Trips = 8;

    private readonly ConcurrentDictionary<int, long> _asked = new();
    private readonly Queue<double> _trips = new();
    private double? _shortestMs;
    private MediaStats? _before;
    private double? _bufferMs;

    /// <summary>ms; nothing until both a heartbeat has come back and sound was played.</summary>
    public double? Ms => _shortestMs + _bufferMs is { } ms ? Math.Round(ms, 1) : null;

    public void Ask(int number) => _asked[number] = Stopwatch.GetTimestamp();

    /// <summary>Called by one reader of the room alone.</summary>
    public void Answer(int number)
    {
        if (!_asked.TryRemove(number, out var since))
        {
            return;
        }

        _trips.Enqueue(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        if (_trips.Count > Trips)
        {
            _trips.Dequeue();
        }

        _shortestMs = _trips.Min();
    }

    public void Play(MediaStats stats)
    {
        _bufferMs = stats.JitterBufferSince(_before)?.TotalMilliseconds ?? _bufferMs;
        _before = stats;
    }
}
