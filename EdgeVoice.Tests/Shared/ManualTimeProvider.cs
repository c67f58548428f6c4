namespace EdgeVoice.Tests.Shared;

/// <summary>A clock that stands still until it is moved. Timers are the real ones: only for code that asks for the time.</summary>
/// <param name="start">The time at first.</param>
/// <param name="flows">Timestamps go on by themselves as well, for whole services, whose timers do.</param>
internal sealed class ManualTimeProvider(DateTimeOffset start, bool flows = false) : TimeProvider
{
    private long _elapsed;
    private long _set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start.ToUniversalTime() + TimeSpan.FromTicks(Interlocked.Read(ref _elapsed) + Interlocked.Read(ref _set));

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed) + (flows ? System.GetElapsedTime(0).Ticks : 0);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _elapsed, by.Ticks);

    /// <summary>Somebody sets the wall clock: no time passes.</summary>
    public void SetWallClock(TimeSpan by) => Interlocked.Add(ref _set, by.Ticks);
}
