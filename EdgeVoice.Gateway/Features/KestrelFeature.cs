using EdgeVoice.Gateway.Configuration;

namespace EdgeVoice.Gateway.Features;

internal static class KestrelFeature
{
    // A /rtc/v1 request line carries a whole SDP offer.
    private const int MaxRequestLine = 64 * 1024;
    private const int MaxBody = 64 * 1024;

    // On top of the drain time: to close what is left.
    private static readonly TimeSpan s_closing = TimeSpan.FromSeconds(5);

    public static void ConfigureServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestLineSize = MaxRequestLine;
            server.Limits.MaxRequestBodySize = MaxBody;
        });

        var drain = builder.Configuration.GetValue($"{GatewayOptions.SectionName}:{nameof(GatewayOptions.DrainSeconds)}", new GatewayOptions().DrainSeconds);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(Math.Max(0, drain)) + s_closing);
    }
}
