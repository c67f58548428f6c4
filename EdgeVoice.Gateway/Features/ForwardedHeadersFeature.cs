using Microsoft.AspNetCore.HttpOverrides;

namespace EdgeVoice.Gateway.Features;

internal static class ForwardedHeadersFeature
{
    /// <summary>Scheme, host and client address as a proxy on this machine reports them; other proxies are not believed.</summary>
    public static void AddTrustedForwardedHeaders(this WebApplicationBuilder builder) =>
        builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders =
            ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost);
}
