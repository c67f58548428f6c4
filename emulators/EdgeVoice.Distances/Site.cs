namespace EdgeVoice.Distances;

/// <summary>A data centre: one of our regions, or one of the provider's.</summary>
/// <param name="Id">Name of the region.</param>
/// <param name="City">Where it is.</param>
/// <param name="Latitude">Decimal degrees.</param>
/// <param name="Longitude">Decimal degrees.</param>
/// <param name="RoundTrips">Round trip to each of our regions, by name; a region has none to itself.</param>
public sealed record Site(string Id, string City, double Latitude, double Longitude, IReadOnlyDictionary<string, RoundTrip> RoundTrips);
