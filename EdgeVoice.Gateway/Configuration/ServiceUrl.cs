namespace EdgeVoice.Gateway.Configuration;

/// <summary>Addresses of services, which are written with ws or http interchangeably.</summary>
internal static class ServiceUrl
{
    public static bool IsValid(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "ws" or "wss" or "http" or "https"
        && uri.Host.Length > 0
        && uri.UserInfo.Length == 0;

    public static Uri ToHttp(string url) => WithScheme(new Uri(url), "http", "https");

    /// <summary>Scheme, host and port as a WebSocket origin, without a trailing slash.</summary>
    public static string ToWebSocketOrigin(Uri url) => WithScheme(url, "ws", "wss").GetLeftPart(UriPartial.Authority);

    /// <summary>Scheme, host and port for plain HTTP.</summary>
    public static Uri ToHttpOrigin(string url) => new(ToHttp(url).GetLeftPart(UriPartial.Authority));

    private static Uri WithScheme(Uri url, string plain, string secure)
    {
        var isSecure = url.Scheme is "wss" or "https";
        var builder = new UriBuilder(url) { Scheme = isSecure ? secure : plain, Port = url.IsDefaultPort ? -1 : url.Port };
        return builder.Uri;
    }
}
