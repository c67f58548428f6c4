namespace EdgeVoice.Agent.Calls;

/// <summary>Time since the call began: the one clock of all marks of a call.</summary>
internal sealed class CallClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public TimeSpan Now => Time.GetElapsedTime(_start);

    public TimeSpan At(long timestamp) => Time.GetElapsedTime(_start, timestamp);
}
