namespace EdgeVoice.CloudflareEmulator.Steering;

/// <summary>What the monitor knows of a pool.</summary>
internal enum PoolHealth
{
    /// <summary>Not probed yet; takes traffic, as with Cloudflare.</summary>
    Unknown,
    Healthy,
    Unhealthy,
    Disabled,
}
