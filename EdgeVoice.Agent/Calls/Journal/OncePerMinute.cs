namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Lets one log line a minute through, so that a lasting fault is seen and does not flood.</summary>
internal sealed class OncePerMinute(TimeProvider time)
{
    private readonly TimeProvider _time = time;
    private long _next = long.MinValue;

    public bool IsDue()
    {
        var now = _time.GetUtcNow().UtcTicks;
        var next = Interlocked.Read(ref _next);
        return now >= next && Interlocked.CompareExchange(ref _next, now + TimeSpan.TicksPerMinute, next) == next;
    }
}
