namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>What PostgreSQL knows of a call.</summary>
/// <param name="Entries">The journal in order, without what its superseded agents did.</param>
/// <param name="Intents">The tool calls whose effects were made, whether or not the journal's own entries of them have arrived.</param>
internal sealed record StoredCall(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<ToolCallStarted> Intents);
