namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>A place on the globe, in decimal degrees.</summary>
internal readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double EarthRadiusKm = 6371.0;

    /// <summary>Great-circle distance in kilometres (haversine formula).</summary>
    public double DistanceTo(GeoPoint other)
    {
        var latitude = Radians(other.Latitude - Latitude);
        var longitude = Radians(other.Longitude - Longitude);
        var chord = Square(Math.Sin(latitude / 2)) + (Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * Square(Math.Sin(longitude / 2)));
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(chord));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Square(double value) => value * value;
}
