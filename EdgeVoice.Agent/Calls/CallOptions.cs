using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>Limits of a call. Section <c>Calls</c>.</summary>
internal sealed class CallOptions
{
    public const string SectionName = "Calls";

    /// <summary>Attempts at a provider session before the agent apologises and hangs up.</summary>
    public int ProviderAttempts { get; set; } = 4;

    /// <summary>How long the agent waits in the room for somebody.</summary>
    public TimeSpan CallerWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller whose connection broke may take to come back.</summary>
    public TimeSpan RejoinWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the greeting waits for the caller to receive our audio.</summary>
    public TimeSpan SubscriptionWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest that a call lasts, whichever agents have it. Half an hour: its slot and its provider cost until somebody hangs up.</summary>
    public TimeSpan LongestCall { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long before that end the caller is told of it.</summary>
    public TimeSpan LongestCallWarning { get; set; } = TimeSpan.FromMinutes(1);

    /// <param name="age">How old the call was when its present agent took it.</param>
    public CallLimit LimitAt(TimeSpan age) => new(LongestCall - LongestCallWarning - age, LongestCall - age);
}
