namespace EdgeVoice.AppHost.Orchestration;

/// <summary>How long to wait before a process that ended is started again.</summary>
internal sealed class RestartBackoff(TimeProvider time)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    // Who ran this long did not crash on start: the next wait is short again.
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(30);

    private TimeSpan _next = s_first;
    private long _started = time.GetTimestamp();

    public void Started() => _started = time.GetTimestamp();

    public TimeSpan Next()
    {
        if (time.GetElapsedTime(_started) >= s_settled)
        {
            _next = s_first;
        }

        var wait = _next;
        _next = wait * 2 < s_longest ? wait * 2 : s_longest;
        return wait;
    }
}
