namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>The call speaks to a new session of its provider.</summary>
internal sealed record ProviderSessionChanged(
    string CallId,
    DateTimeOffset At,
    string SessionId,
    string Reason) : JournalEntry(CallId, At);
