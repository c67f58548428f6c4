namespace EdgeVoice.Bench.Failover.Recordings;

/// <summary>What counts as heard.</summary>
internal static class Loudness
{
    // -50 dBFS. Silence after Opus's DTX is digital zero, its comfort noise stays below 30; speech is in the thousands.
    private const int Audible = 100;

    public static bool IsAudible(int rms) => rms >= Audible;

    public static int Rms(ReadOnlySpan<short> samples)
    {
        if (samples.IsEmpty)
        {
            return 0;
        }

        var sum = 0.0;
        foreach (var sample in samples)
        {
            sum += (double)sample * sample;
        }

        return (int)Math.Round(Math.Sqrt(sum / samples.Length));
    }
}
