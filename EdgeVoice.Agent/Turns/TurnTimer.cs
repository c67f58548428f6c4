namespace EdgeVoice.Agent.Turns;

internal enum TurnTimer
{
    /// <summary>The caller has said nothing for long.</summary>
    CallerSilent,

    /// <summary>The caller waits: tell them that we are still here.</summary>
    Hold,

    /// <summary>The caller is to go on with another agent and has not been told, or has not left.</summary>
    Handover,

    /// <summary>The provider owes an answer, or the rest of one.</summary>
    ProviderOverdue,
}
