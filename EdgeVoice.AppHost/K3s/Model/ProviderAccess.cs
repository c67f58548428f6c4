namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>The realtime provider that the agents talk to; its key comes from a Secret.</summary>
/// <param name="Endpoint">WebSocket address.</param>
/// <param name="Model">Name of the model.</param>
internal sealed record ProviderAccess(string Endpoint, string Model);
