using EdgeVoice.AppHost.Cloudflare;

namespace EdgeVoice.Tests.AppHost.Cloudflare;

internal static class Fleets
{
    /// <summary>The three regions as the model's defaults describe them.</summary>
    public static CloudflareFleet Three { get; } = new(
        [.. KnownRegion.All.Select(region => new CloudflareCell(region.Name, $"voice-{region.Name}.example.com", region.Location, region.CheckRegion, TunnelId: null))],
        "us-east",
        "voice.example.com",
        "voice-pg.example.com");
}
