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
}
