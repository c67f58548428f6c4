namespace EdgeVoice.Distances;

/// <summary>A place that callers call from, as Cloudflare's visitor-location headers describe it.</summary>
/// <param name="Id">Short name, such as <c>new-york</c>.</param>
/// <param name="City">Name in its own spelling.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
/// <param name="Region">Name of the first-level division.</param>
/// <param name="RegionCode">Code of the first-level division.</param>
/// <param name="Continent">Two letters.</param>
/// <param name="Timezone">Name in the IANA database.</param>
/// <param name="Latitude">Decimal degrees.</param>
/// <param name="Longitude">Decimal degrees.</param>
/// <param name="CloudflareRegion">One of the 13 areas of Cloudflare's load balancer.</param>
/// <param name="Colo">IATA code of the Cloudflare data centre that serves the place.</param>
/// <param name="RoundTrips">Round trip to each region, by the region's name.</param>
public sealed record Place(
    string Id,
    string City,
    string Country,
    string Region,
    string RegionCode,
    string Continent,
    string Timezone,
    double Latitude,
    double Longitude,
    string CloudflareRegion,
    string Colo,
    IReadOnlyDictionary<string, RoundTrip> RoundTrips);
