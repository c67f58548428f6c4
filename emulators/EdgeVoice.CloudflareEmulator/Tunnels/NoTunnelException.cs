namespace EdgeVoice.CloudflareEmulator.Tunnels;

/// <summary>No connection of the tunnel could take the request; nothing of it was sent, so it may go elsewhere.</summary>
internal sealed class NoTunnelException(string tunnel) : HttpRequestException($"The tunnel '{tunnel}' has no connection.");
