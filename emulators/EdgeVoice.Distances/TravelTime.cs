namespace EdgeVoice.Distances;

/// <summary>Waits on the way.</summary>
public static class TravelTime
{
    // A timer counts whole milliseconds of a coarse clock, so it can fire a few of them early.
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Completes when <paramref name="way"/> has passed, and not a timer's tick before.</summary>
    /// <exception cref="OperationCanceledException">The traveller gave up.</exception>
    public static Task TravelAsync(this TimeProvider time, TimeSpan way, CancellationToken cancellationToken = default) =>
        time.ArriveAsync(time.GetTimestamp() + (long)Math.Ceiling(way.TotalSeconds * time.TimestampFrequency), cancellationToken);

    /// <summary>Completes at the timestamp <paramref name="due"/> of <paramref name="time"/>.</summary>
    /// <exception cref="OperationCanceledException">The traveller gave up.</exception>
    public static async Task ArriveAsync(this TimeProvider time, long due, CancellationToken cancellationToken = default)
    {
        while (time.GetElapsedTime(time.GetTimestamp(), due) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left < s_tick ? s_tick : left, time, cancellationToken);
        }
    }
}
