namespace EdgeVoice.Bench.Failover.Recordings;

/// <summary>Two agents in one ear.</summary>
internal static class TwoSpeakers
{
    // What a replaced agent's jitter buffer still plays while its successor begins; a person does not hear that as two voices. ms.
    private const double Tolerance = 200;

    private const int BinMs = 100;

    /// <summary>ms in which two tracks were audible at once, beyond the tolerance.</summary>
    public static double Overlap(IEnumerable<HeardFrame> frames)
    {
        var bins = frames.Where(frame => Loudness.IsAudible(frame.Rms)).GroupBy(frame => (int)(frame.At / BinMs));
        var both = bins.Count(bin => bin.Select(frame => frame.Source).Distinct().Count() > 1) * BinMs;
        return Math.Max(0, both - Tolerance);
    }
}
