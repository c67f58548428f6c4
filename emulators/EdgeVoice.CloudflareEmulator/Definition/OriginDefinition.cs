namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>A tunnel as a member of a pool.</summary>
/// <param name="Name">Name of the origin.</param>
/// <param name="Tunnel">Label of the tunnel it is reached through.</param>
/// <param name="Host">Host header that requests to it carry.</param>
/// <param name="Enabled">Whether it takes traffic.</param>
/// <param name="Weight">Share of the pool's traffic.</param>
internal sealed record OriginDefinition(string Name, string Tunnel, string Host, bool Enabled, double Weight);
