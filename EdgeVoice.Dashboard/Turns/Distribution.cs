namespace EdgeVoice.Dashboard.Turns;

/// <summary>Percentiles by nearest rank, never without n.</summary>
internal sealed record Distribution(int N, double? P50, double? P90, double? P95, double? Max)
{
    public static Distribution Of(IEnumerable<double?> values)
    {
        var sorted = values.Where(value => value is not null).Select(value => value!.Value).Order().ToArray();
        return sorted.Length == 0 ? new(0, null, null, null, null) : new(sorted.Length, Rank(sorted, 0.5), Rank(sorted, 0.9), Rank(sorted, 0.95), sorted[^1]);
    }

    public static double Rank(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
