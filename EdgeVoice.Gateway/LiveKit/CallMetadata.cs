namespace EdgeVoice.Gateway.LiveKit;

/// <summary>What the agent learns of a call through the dispatch; written in camelCase.</summary>
/// <param name="Resume">The agent shall continue a conversation instead of beginning one.</param>
internal sealed record CallMetadata(string CallId, string Persona, string Region, string Locale, int Generation, bool Resume);
