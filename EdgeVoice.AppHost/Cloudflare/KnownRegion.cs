namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>What is fixed about a region.</summary>
/// <param name="Name">Name of the region.</param>
/// <param name="Location">Its data centre.</param>
/// <param name="CheckRegion">Code of the Cloudflare area that probes it: the one it lies in.</param>
internal sealed record KnownRegion(string Name, GeoPoint Location, string CheckRegion)
{
    // Hetzner's Ashburn, Hillsboro and Falkenstein.
    public static readonly IReadOnlyList<KnownRegion> All =
    [
        new("us-east", new(39.04, -77.49), "ENAM"),
        new("us-west", new(45.54, -122.96), "WNAM"),
        new("eu-central", new(50.48, 12.37), "WEU"),
    ];
}
