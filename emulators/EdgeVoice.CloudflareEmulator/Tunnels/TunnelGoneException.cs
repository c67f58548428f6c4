namespace EdgeVoice.CloudflareEmulator.Tunnels;

/// <summary>A tunnel connection cannot be opened again from this side: the connector has to dial anew.</summary>
internal sealed class TunnelGoneException() : IOException("The tunnel connection is gone.");
