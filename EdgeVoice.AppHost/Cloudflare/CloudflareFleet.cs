using EdgeVoice.AppHost.Resources;

namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>Everything that <see cref="CloudflareTerraform"/> needs to know, as plain values.</summary>
/// <param name="Cells">The regions that run; at least one.</param>
/// <param name="Home">Name of the region that has the database.</param>
/// <param name="PublicHost">Name under which callers reach any healthy region.</param>
/// <param name="PostgresHost">Name under which the other regions' <c>cloudflared access tcp</c> reaches the database.</param>
internal sealed record CloudflareFleet(IReadOnlyList<CloudflareCell> Cells, string Home, string PublicHost, string PostgresHost)
{
    /// <summary>Path that says whether a region takes calls.</summary>
    public string HealthPath { get; init; } = "/healthz/realtime";

    /// <summary>Where a region's <c>cloudflared</c> finds the gateway, seen from inside its cell.</summary>
    public string GatewayService { get; init; } = "http://gateway.edgevoice.svc.cluster.local:8080";

    /// <summary>Where the home region's <c>cloudflared</c> finds the database.</summary>
    public string PostgresService { get; init; } = "tcp://postgres.data.svc.cluster.local:5432";

    /// <summary>Seconds between two probes of a region. What a plan allows differs; every plan allows 60.</summary>
    public int MonitorInterval { get; init; } = 60;

    /// <summary>Seconds after which a probe has failed. Above the health answer's own budget, below the interval.</summary>
    public int MonitorTimeout { get; init; } = 5;

    /// <summary>Probes in a row that must agree before a region is taken out, or back in.</summary>
    public int ConsecutiveProbes { get; init; } = 2;

    /// <summary>Seconds for which a caller stays with a region. Longer than a call, so that a page's requests stay together.</summary>
    public int AffinityTtl { get; init; } = 7200;

    /// <summary>The fleet of the model's regions.</summary>
    public static CloudflareFleet Of(EdgeVoiceSettings settings) => new(
        [.. settings.Regions.Select(region => new CloudflareCell(region.Name, region.Host, region.Location, region.CheckRegion, region.TunnelId))],
        settings.Home.Name,
        settings.PublicHost,
        settings.PostgresHost)
    {
        MonitorInterval = settings.MonitorInterval,
    };

    /// <summary>The cells in the order in which callers of a Cloudflare area are sent to them.</summary>
    public IEnumerable<CloudflareCell> FailoverOrder(string steeringCode) =>
        SteeringCodes.Order(steeringCode).SelectMany(name => Cells.Where(cell => cell.Name == name));
}
