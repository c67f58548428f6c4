namespace EdgeVoice.Gateway.LiveKit;

/// <summary>What the agent learns of a call through the dispatch; written in camelCase.</summary>
internal sealed record CallMetadata(string CallId, string Persona, string Region, string Locale);
