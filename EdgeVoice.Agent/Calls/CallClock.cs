namespace EdgeVoice.Agent.Calls;

/// <summary>Time since this agent took the call: the one clock of all its marks.</summary>
internal sealed class CallClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public TimeSpan Now => Time.GetElapsedTime(_start);

    /// <summary>How old a call that was begun at this moment is when this clock starts. The clocks of two machines differ: none begins in the future.</summary>
    public TimeSpan AgeOf(DateTimeOffset? call) => call < StartedAt ? StartedAt - call.Value : TimeSpan.Zero;

    public TimeSpan At(long timestamp) => Time.GetElapsedTime(_start, timestamp);
}
