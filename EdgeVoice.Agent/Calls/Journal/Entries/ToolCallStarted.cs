namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Written before the tool runs, so that whoever takes over knows that it may have run. The arguments are as the model wrote them: not always valid JSON.</summary>
internal sealed record ToolCallStarted(
    string CallId,
    DateTimeOffset At,
    int Turn,
    string ToolCallId,
    string Name,
    string Arguments,
    string IdempotencyKey) : JournalEntry(CallId, At);
