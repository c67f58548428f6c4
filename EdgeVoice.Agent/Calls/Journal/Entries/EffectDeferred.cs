namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>A tool's effect that the database could not be asked for: it is made with the entry's arrival there, once per key.</summary>
internal sealed record EffectDeferred(
    string CallId,
    DateTimeOffset At,
    string IdempotencyKey,
    string Tool,
    string Arguments,
    string Result) : JournalEntry(CallId, At);
