namespace EdgeVoice.Gateway.LiveKit;

/// <summary>What the agent learns of a call through the dispatch; written in camelCase.</summary>
/// <param name="Resume">The agent shall continue a conversation instead of beginning one.</param>
/// <param name="StartedAt">When the call's first generation was asked for: its longest length counts from there. Null when that is not known any more.</param>
internal sealed record CallMetadata(string CallId, string Persona, string Region, string Locale, int Generation, bool Resume, DateTimeOffset? StartedAt);
