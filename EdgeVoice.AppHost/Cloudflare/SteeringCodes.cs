namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>The 13 areas into which Cloudflare's load balancer divides the world, and the regions that their callers are sent to, in order.</summary>
internal static class SteeringCodes
{
    private const string UsEast = "us-east";
    private const string UsWest = "us-west";
    private const string EuCentral = "eu-central";

    // By round trip. A test holds this against the figures of emulators/places.json.
    private static readonly (string Code, string[] Regions)[] s_order =
    [
        ("WNAM", [UsWest, UsEast, EuCentral]),
        ("ENAM", [UsEast, UsWest, EuCentral]),
        ("WEU", [EuCentral, UsEast, UsWest]),
        ("EEU", [EuCentral, UsEast, UsWest]),
        ("NSAM", [UsEast, UsWest, EuCentral]),
        ("SSAM", [UsEast, UsWest, EuCentral]),
        ("OC", [UsWest, UsEast, EuCentral]),
        ("ME", [EuCentral, UsEast, UsWest]),
        ("NAF", [EuCentral, UsEast, UsWest]),
        ("SAF", [EuCentral, UsEast, UsWest]),
        ("SAS", [EuCentral, UsEast, UsWest]),
        ("SEAS", [EuCentral, UsWest, UsEast]),
        ("NEAS", [UsWest, UsEast, EuCentral]),
    ];

    public static IEnumerable<string> All => s_order.Select(area => area.Code);

    /// <summary>Names of all known regions, those that callers of the area reach fastest first.</summary>
    public static IReadOnlyList<string> Order(string code) => s_order.Single(area => area.Code == code).Regions;
}
