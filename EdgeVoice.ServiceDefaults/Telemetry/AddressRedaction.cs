namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>Keeps the names of query parameters and hides every value: LiveKit clients send their token as <c>access_token</c>.</summary>
internal static class AddressRedaction
{
    private const string Hidden = "REDACTED";

    /// <param name="query">With or without its question mark.</param>
    /// <returns><c>null</c> when there is no query.</returns>
    public static string? Query(string? query)
    {
        if (query?.TrimStart('?') is not { Length: > 0 } text)
        {
            return null;
        }

        // A part without '=' may be a bare token, so it is hidden as a whole; the instrumentation packages would show it.
        return string.Join('&', text.Split('&').Select(part => part.IndexOf('=', StringComparison.Ordinal) is var end and > 0 ? $"{part[..end]}={Hidden}" : Hidden));
    }

    /// <returns>Without user, password and fragment.</returns>
    public static string Url(Uri uri) =>
        uri.GetLeftPart(UriPartial.Path).Replace(uri.UserInfo.Length > 0 ? $"//{uri.UserInfo}@" : "//", "//", StringComparison.Ordinal)
            + (Query(uri.Query) is { } query ? $"?{query}" : "");
}
