namespace EdgeVoice.Agent.Turns;

/// <summary>How patient a call is. Section <c>Turns</c>.</summary>
internal sealed class TurnLimits
{
    public const string SectionName = "Turns";

    /// <summary>Silence of the caller after which the agent asks whether they are there.</summary>
    public TimeSpan CallerSilence { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the agent asks before it says goodbye.</summary>
    public int CallerSilenceReminders { get; set; } = 2;

    /// <summary>How long a line may be silent while the provider takes the caller to be speaking.</summary>
    public TimeSpan SilentLine { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest that a caller is listened to without an answer. A minute: noise has no end of its own.</summary>
    public TimeSpan LongestSpeech { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a caller waits before they hear that we are still here. 4 s: a tool turn of the best systems takes 3.</summary>
    public TimeSpan Hold { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the provider may owe an answer without a sign of life before its session is replaced.</summary>
    public TimeSpan ProviderOverdue { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a live session's response may stand still. 12 s: models that reason before they speak take eight and more.</summary>
    public TimeSpan ResponseStalled { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>How long a response may go on without a sound. 30 s: nobody waits longer on the telephone.</summary>
    public TimeSpan ResponseSoundless { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause before a response is asked for again, whatever the provider would like.</summary>
    public TimeSpan LongestRetryPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a turn is tried again in one session; then once more in another, before the agent apologises.</summary>
    public int ResponseRetries { get; set; } = 2;
}
