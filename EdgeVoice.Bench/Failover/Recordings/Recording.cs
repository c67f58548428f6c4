using System.Diagnostics;

namespace EdgeVoice.Bench.Failover.Recordings;

/// <summary>Everything that one caller heard, from whichever room and agent it came, on one clock.</summary>
internal sealed class Recording
{
    public const int FrameMs = 20;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly List<HeardFrame> _frames = [];
    private int _sources;

    /// <summary>Now, ms since the call's start.</summary>
    public double Now => At(Stopwatch.GetTimestamp());

    public int NewSource() => Interlocked.Increment(ref _sources);

    /// <param name="timestamp">Ticks of <see cref="Stopwatch"/>.</param>
    public double At(long timestamp) => Stopwatch.GetElapsedTime(_start, timestamp).TotalMilliseconds;

    public void Add(long receivedAt, ReadOnlySpan<short> samples, int source)
    {
        var frame = new HeardFrame(At(receivedAt), Loudness.Rms(samples), source);
        lock (_gate)
        {
            _frames.Add(frame);
        }
    }

    public IReadOnlyList<HeardFrame> Frames()
    {
        lock (_gate)
        {
            return [.. _frames];
        }
    }

    /// <summary>How much speech was heard in this time, ms.</summary>
    public double AudibleMs(double from, double to = double.PositiveInfinity) =>
        Frames().Count(frame => frame.At >= from && frame.At <= to && Loudness.IsAudible(frame.Rms)) * FrameMs;

    /// <summary>When speech was last heard; nothing when there was none since <paramref name="since"/> (ms).</summary>
    public double? LastAudible(double since)
    {
        lock (_gate)
        {
            for (var index = _frames.Count - 1; index >= 0 && _frames[index].At >= since; index--)
            {
                if (Loudness.IsAudible(_frames[index].Rms))
                {
                    return _frames[index].At;
                }
            }

            return null;
        }
    }
}
