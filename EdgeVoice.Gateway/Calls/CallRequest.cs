namespace EdgeVoice.Gateway.Calls;

/// <summary>What a caller may ask for.</summary>
/// <param name="Persona">Whom they want to speak with; has a default.</param>
/// <param name="Locale">In which language; has a default.</param>
/// <param name="Proof">What they show for the challenge, if they were asked.</param>
internal sealed record CallRequest(string Persona, string Locale, string? Proof = null);
