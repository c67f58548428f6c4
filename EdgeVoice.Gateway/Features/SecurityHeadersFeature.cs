using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Features;

internal static class SecurityHeadersFeature
{
    private const string TurnstileOrigin = " https://challenges.cloudflare.com";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        var publicUrl = context.RequestServices.GetRequiredService<PublicUrl>();
        var turnstile = context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.Challenge.Kind == ChallengeKind.Turnstile;
        headers.ContentSecurityPolicy = Policy(context.Request, publicUrl.Reachable(context.Request), turnstile ? TurnstileOrigin : "");
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
    private static string Policy(HttpRequest request, string regions, string turnstile)
    {
        var own = request.Host.ToUriComponent();
        return $"default-src 'self'; script-src 'self'{turnstile}; frame-src 'self'{turnstile}; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; worker-src 'self' blob:; "
            + $"connect-src 'self' ws://{own} wss://{own} {regions}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
