namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>
/// Words that are part of the conversation, as soon as they are known: what the caller said, and what they have heard of an
/// answer so far. A further entry with the same key replaces the earlier one.
/// </summary>
/// <param name="Key">Names the words within the generation.</param>
/// <param name="Speaker"><c>caller</c> or <c>agent</c>.</param>
internal sealed record ItemRemembered(
    string CallId,
    DateTimeOffset At,
    int Turn,
    string Key,
    string Speaker,
    string Text) : JournalEntry(CallId, At);
