namespace EdgeVoice.Dashboard.Turns;

/// <summary>Nanoseconds since 1970 and what people read.</summary>
internal static class Clock
{
    public const long NsPerMs = 1_000_000;

    public static double Ms(long ns) => Math.Round(ns / (double)NsPerMs, 3);

    public static DateTimeOffset Instant(long ns) => DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(ns, 0, 9_000_000_000_000_000_000) / 100);

    public static long Ns(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;

    public static string Text(long ns) => Instant(ns).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
