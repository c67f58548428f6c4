namespace EdgeVoice.Agent.Realtime.Placement;

/// <summary>One address of the provider.</summary>
/// <param name="Budget">Handshake time beyond which another one is preferred.</param>
internal sealed record ProviderEndpoint(string Name, Uri Url, TimeSpan Budget);
