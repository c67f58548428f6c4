namespace EdgeVoice.Bench.Failover.Recordings;

/// <summary>
/// The longest silence that a fault made. Measured on the caller's recording alone: a gap begins at the end of the last audible 20 ms frame and ends at
/// the start of the next audible one, from whichever agent. Of all gaps that end after the fault and begin within the window after it, the longest counts.
/// So a pause of the speech itself counts, too, when the fault made none: a gap of some 500 ms is a pause between two sentences.
/// </summary>
/// <param name="From">Last audible agent speech before the gap, ms since the call's start.</param>
/// <param name="To">Next audible agent speech, ms since the call's start; nothing when none came until the recording's end.</param>
internal readonly record struct AudioGap(double From, double? To)
{
    /// <summary>ms; infinite when the agent was not heard again.</summary>
    public double Length => To is { } end ? end - From : double.PositiveInfinity;

    /// <param name="frames">In the order in which they were heard.</param>
    /// <param name="fault">When the fault struck, ms since the call's start.</param>
    /// <param name="window">How long after the fault a gap may begin, ms.</param>
    /// <param name="asked">When the caller spoke again, ms since the call's start: a silence that lasts until then is the agent's, who waits or listens. Nothing when they did not.</param>
    /// <returns>Nothing when no agent was heard in the second before the fault: then there was no speech to interrupt.</returns>
    public static AudioGap? Measure(IReadOnlyList<HeardFrame> frames, double fault, double window, double? asked)
    {
        const double recent = 1000;
        AudioGap? longest = null;
        double? last = null;
        foreach (var frame in frames.Where(frame => Loudness.IsAudible(frame.Rms) && !(frame.At > asked)))
        {
            if (last is { } from && frame.At > fault && from <= fault + window && frame.At - from > (longest?.Length ?? 0))
            {
                longest = new AudioGap(from, frame.At);
            }

            last = Math.Max(last ?? 0, frame.At + Recording.FrameMs);
        }

        if (asked is null && last is { } end && end <= fault + window)
        {
            longest = new AudioGap(end, null);
        }

        var spokeBefore = frames.Any(frame => Loudness.IsAudible(frame.Rms) && frame.At <= fault && frame.At > fault - recent);
        return spokeBefore ? longest : null;
    }
}
