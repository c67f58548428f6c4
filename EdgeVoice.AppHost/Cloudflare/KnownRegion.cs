namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>What is fixed about a region: where its machines are, and whose callers it answers first.</summary>
/// <param name="Name">Name of the region.</param>
/// <param name="Location">Its data centre.</param>
/// <param name="SteeringCodes">Cloudflare's region codes that are served from here first. Each of the 13 codes belongs to exactly one region.</param>
internal sealed record KnownRegion(string Name, GeoPoint Location, params string[] SteeringCodes)
{
    // Hetzner's Ashburn, Hillsboro and Falkenstein. Who is nearest to whom follows the round trips of emulators/places.json.
    public static readonly IReadOnlyList<KnownRegion> All =
    [
        new("us-east", new(39.04, -77.49), "ENAM", "NSAM", "SSAM"),
        new("us-west", new(45.54, -122.96), "WNAM", "OC", "NEAS", "SEAS"),
        new("eu-central", new(50.48, 12.37), "WEU", "EEU", "ME", "NAF", "SAF", "SAS"),
    ];
}
