namespace EdgeVoice.Gateway.Features;

/// <summary>The token of an <c>Authorization: Bearer</c> header.</summary>
internal static class Bearer
{
    private const string Scheme = "Bearer ";

    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }
}
