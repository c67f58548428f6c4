namespace EdgeVoice.Agent.Turns;

internal enum TurnTimer
{
    /// <summary>The caller has said nothing for long.</summary>
    CallerSilent,

    /// <summary>The caller speaks, and nobody says that they have stopped: is there anything to be heard?</summary>
    CallerSpeech,

    /// <summary>The caller waits: tell them that we are still here.</summary>
    Hold,

    /// <summary>The caller is to go on with another agent and has not been told, or has not left.</summary>
    Handover,

    /// <summary>The provider owes an answer, or the rest of one, and gives no sign of life.</summary>
    ProviderOverdue,

    /// <summary>The session lives, and nothing comes of its response.</summary>
    NoProgress,

    /// <summary>The response goes on, and nothing of it can be heard.</summary>
    NoSound,

    /// <summary>A response that was no answer is asked for again.</summary>
    Retry,

    /// <summary>The call comes near its longest length or has reached it, or the goodbye takes too long.</summary>
    CallLength,
}
