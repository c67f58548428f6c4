using EdgeVoice.Gateway.Features;

namespace EdgeVoice.Gateway.Calls;

/// <summary>Where the caller is, as the edge says; each may be missing.</summary>
internal sealed record CallerPlace(string? City, string? Country)
{
    public static readonly CallerPlace Unknown = new(null, null);

    // Cloudflare's longest city names are shorter; a header is not copied into a token without a limit.
    private const int MaxLength = 80;

    /// <summary>Cloudflare's visitor-location headers; believed of the edge's own connection only.</summary>
    public static CallerPlace Of(HttpContext context) =>
        context.Features.Get<EdgeCaller>() is null ? Unknown : new(Text(context.Request, "cf-ipcity"), Text(context.Request, "CF-IPCountry"));

    private static string? Text(HttpRequest request, string header) =>
        request.Headers[header].ToString() is { Length: > 0 and <= MaxLength } value && !value.Any(char.IsControl) ? value : null;
}
