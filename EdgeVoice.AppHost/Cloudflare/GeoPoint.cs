namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>A place on the globe, in decimal degrees.</summary>
internal readonly record struct GeoPoint(double Latitude, double Longitude);
