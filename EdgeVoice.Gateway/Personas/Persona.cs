namespace EdgeVoice.Gateway.Personas;

/// <summary>Who a caller can ask to speak with.</summary>
/// <param name="Id">Name in requests.</param>
/// <param name="Title">Name on the page.</param>
/// <param name="Description">What it does, in a sentence.</param>
internal sealed record Persona(string Id, string Title, string Description);
