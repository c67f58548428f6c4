namespace EdgeVoice.RealtimeEmulator.Scenarios;

/// <summary>Lognormal delay from <c>response.created</c> to the first audio, in milliseconds.</summary>
internal sealed class FirstAudio
{
    // The 95th percentile of the standard normal distribution.
    private const double Z95 = 1.6449;

    public double Median { get; set; } = 300;

    /// <summary>Equal to the median for a fixed delay.</summary>
    public double P95 { get; set; } = 300;

    public TimeSpan Sample(Random random)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var sigma = Math.Log(P95 / Median) / Z95;
        return TimeSpan.FromMilliseconds(Math.Min(Median * Math.Exp(sigma * normal), 10 * P95));
    }
}
