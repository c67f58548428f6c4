namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>A pool; with us, a region.</summary>
/// <param name="Label">Name of the Terraform resource.</param>
/// <param name="Name">Name in Cloudflare.</param>
/// <param name="Enabled">Whether it takes traffic and is probed.</param>
/// <param name="MinimumOrigins">Healthy origins that it needs.</param>
/// <param name="Origins">What is in it.</param>
internal sealed record PoolDefinition(string Label, string Name, bool Enabled, int MinimumOrigins, IReadOnlyList<OriginDefinition> Origins);
