namespace EdgeVoice.Agent.Turns;

/// <summary>How patient a call is. Section <c>Turns</c>.</summary>
internal sealed class TurnLimits
{
    public const string SectionName = "Turns";

    /// <summary>Silence of the caller after which the agent asks whether they are there.</summary>
    public TimeSpan CallerSilence { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the agent asks before it says goodbye.</summary>
    public int CallerSilenceReminders { get; set; } = 2;

    /// <summary>How long a caller waits before they hear that we are still here. 4 s: a tool turn of the best systems takes 3.</summary>
    public TimeSpan Hold { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the provider may owe audio before its session is replaced.</summary>
    public TimeSpan ProviderOverdue { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How often a turn is tried again before the agent apologises.</summary>
    public int ResponseRetries { get; set; } = 2;
}
