namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>When a provider fault meets the call.</summary>
internal enum FaultMoment
{
    /// <summary>Armed before the caller speaks; it strikes in the answer.</summary>
    InTheAnswer,

    /// <summary>The session is lost in silence, and the next one meets the fault.</summary>
    AtTheReconnect,

    /// <summary>While nobody speaks.</summary>
    InSilence,

    /// <summary>While the caller speaks.</summary>
    InTheCallersSpeech,

    /// <summary>When the caller has just finished.</summary>
    BeforeTheAnswer,
}
