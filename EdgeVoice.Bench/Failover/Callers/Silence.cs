namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>When an agent is no longer heard: the call page's rule.</summary>
internal static class Silence
{
    // Three pings.
    private const double LimitMs = 1200;

    // The signalling is gone as well, which makes it certain sooner.
    private const double LimitWithoutSignallingMs = 600;

    private const int MinUnanswered = 2;

    /// <param name="silentMs">Since the last pong; nothing before the first one.</param>
    /// <param name="unanswered">Pings since the last one that was answered.</param>
    /// <param name="signalling">Its connection stands.</param>
    public static bool IsLost(double? silentMs, int unanswered, bool signalling) =>
        silentMs > (signalling ? LimitMs : LimitWithoutSignallingMs) && unanswered >= MinUnanswered;
}
