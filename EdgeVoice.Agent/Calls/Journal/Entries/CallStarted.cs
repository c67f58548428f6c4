namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>An agent took the call. A second one in the same call means that another agent took over.</summary>
internal sealed record CallStarted(
    string CallId,
    DateTimeOffset At,
    string Region,
    string Room,
    string Persona,
    string CallerIdentity,
    string Provider,
    string Model) : JournalEntry(CallId, At)
{
    public string? Locale { get; init; }

    public SessionSettings? Session { get; init; }
}
