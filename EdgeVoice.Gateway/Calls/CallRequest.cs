namespace EdgeVoice.Gateway.Calls;

/// <summary>What a caller may ask for; both have defaults.</summary>
internal sealed record CallRequest(string Persona, string Locale);
