namespace EdgeVoice.Gateway.Personas;

/// <summary>Who a caller can ask to speak with.</summary>
internal sealed record Persona(string Id, string Title, string Description);
