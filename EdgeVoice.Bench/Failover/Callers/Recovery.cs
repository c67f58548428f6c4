namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>
/// What a caller does whose agent is not heard any more: the call page's behaviour. <c>web/test/caller-cases.json</c> says what follows
/// from which signs, for both of them.
/// </summary>
internal sealed class Recovery(Grant grant, string reason, double now)
{
    public const string NoAnswer = "no-answer";
    public const string AgentLeft = "agent-left";
    public const string Moving = "moving";
    public const string SignallingClosed = "signalling-closed";

    private const double LimitMs = 20_000;
    private const double WaitHereMs = 8_000;
    private const int RetryMs = 400;
    private const int LongestRetryMs = 1_000;

    private readonly double _began = now;
    private Grant _grant = grant;
    private double _moving;
    private int _attempt = 1;
    private int _failures;

    // The room itself is over, or its agent asked to leave it: nobody comes back there.
    public Step First() => reason is Moving or SignallingClosed ? Move(_began) : new Step.Ask(0);

    /// <param name="sign">What came of the last step.</param>
    /// <param name="now">Now, in ms on the clock of the beginning.</param>
    public Step Next(Sign sign, double now)
    {
        switch (sign)
        {
            case Sign.Heard:
                return new Step.Stay();
            case Sign.Standing { State: "recovering" } when now - _began < WaitHereMs:
                return new Step.Ask(RetryMs);
            case Sign.Standing:
                return Move(now);
            case Sign.Granted granted:
                _grant = granted.Grant;
                return new Step.Join(_grant);
            case Sign.Refused refused:
                return Final(refused.Problem) is { } code ? new Step.End(code) : Resume(Wait(refused.RetryAfterMs), now);
            default:
                // Its token may be used up: what failed is the next loss, with an attempt of its own.
                _attempt++;
                return Resume(_failures++ == 0 ? 0 : RetryMs, now);
        }
    }

    // Refusals that say by their name that another try cannot change them. Whatever else is answered may pass.
    private static string? Final(string? problem) => problem switch
    {
        "already-resumed" => "call-elsewhere",
        "call-ended" => "call-over",
        "invalid-request" or "cross-site" => "failed",
        _ => null,
    };

    private static int Wait(double? retryAfterMs) => retryAfterMs is > 0 and var wait ? (int)Math.Min(wait, LongestRetryMs) : RetryMs;

    private Step Move(double now)
    {
        _moving = now;
        return Resume(0, now);
    }

    private Step Resume(int afterMs, double now) => now - _moving >= LimitMs ? new Step.End("network-lost") : new Step.Resume(_grant, _attempt, afterMs);
}
