using Microsoft.AspNetCore.Http;

namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>Keeps the names of query parameters and hides every value: LiveKit clients send their token as <c>access_token</c>.</summary>
internal static class QueryRedaction
{
    private const string Hidden = "REDACTED";

    /// <returns><c>null</c> when there is no query.</returns>
    public static string? Redact(QueryString query)
    {
        if (query.Value is not { Length: > 1 } text)
        {
            return null;
        }

        // A part without '=' may be a bare token, so it is hidden as a whole.
        return string.Join('&', text[1..].Split('&').Select(part => part.IndexOf('=', StringComparison.Ordinal) is var end and > 0 ? $"{part[..end]}={Hidden}" : Hidden));
    }
}
