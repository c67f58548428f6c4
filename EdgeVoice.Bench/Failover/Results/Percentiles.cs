namespace EdgeVoice.Bench.Failover.Results;

/// <summary>A sample's percentiles, each a value that was measured (nearest rank), none between two.</summary>
internal sealed record Percentiles(int N, double P50, double P95, double Max)
{
    /// <returns>Nothing for no values.</returns>
    public static Percentiles? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : new(sorted.Length, At(sorted, 0.50), At(sorted, 0.95), sorted[^1]);
    }

    private static double At(double[] sorted, double part) => sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
}
