using EdgeVoice.Bench.Failover.Recordings;

namespace EdgeVoice.Bench.Stalls;

/// <summary>How long a caller heard nothing while they waited.</summary>
internal static class HeardSilence
{
    /// <summary>The longest time without an audible frame from <paramref name="from"/> to <paramref name="to"/> (ms), both ends counted, ms.</summary>
    public static double Longest(IEnumerable<HeardFrame> frames, double from, double to)
    {
        var (longest, since) = (0.0, from);
        foreach (var frame in frames.Where(frame => Loudness.IsAudible(frame.Rms) && frame.At > from - Recording.FrameMs && frame.At < to).OrderBy(frame => frame.At))
        {
            longest = Math.Max(longest, frame.At - since);
            since = Math.Max(since, frame.At + Recording.FrameMs);
        }

        return Math.Max(longest, to - since);
    }
}
