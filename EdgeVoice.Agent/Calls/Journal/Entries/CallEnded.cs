namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>The last entry of a call; what is appended after it is refused.</summary>
internal sealed record CallEnded(
    string CallId,
    DateTimeOffset At,
    string Outcome,
    string Reason,
    int Turns) : JournalEntry(CallId, At)
{
    public const string Kind = "call_ended";

    /// <summary>The outcome written by whoever finds the spool of an agent that died.</summary>
    public const string AgentLost = "agent_lost";
}
