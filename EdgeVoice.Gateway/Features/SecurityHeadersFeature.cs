using EdgeVoice.Gateway.Calls;

namespace EdgeVoice.Gateway.Features;

internal static class SecurityHeadersFeature
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        var publicUrl = context.RequestServices.GetRequiredService<PublicUrl>();
        headers.ContentSecurityPolicy = Policy(context.Request, publicUrl.Reachable(context.Request));
        headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=(), display-capture=()";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (publicUrl.IsSecure(context.Request))
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return next(context);
    });

    // Browsers differ in whether 'self' includes WebSockets, so the origins that calls are told are named.
    private static string Policy(HttpRequest request, string regions)
    {
        var own = request.Host.ToUriComponent();
        return "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; worker-src 'self' blob:; "
            + $"connect-src 'self' ws://{own} wss://{own} {regions}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
