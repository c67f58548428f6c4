using System.Net;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeVoice.Dashboard.Hosting;

/// <summary>The listeners: pages and API, OTLP over gRPC, OTLP over HTTP, in this order.</summary>
internal static class Doors
{
    private const string DefaultUrl = "http://127.0.0.1:18888";

    // A request that is too large is read to its end, within reason: a sender that is still writing would not see the answer.
    private const int PatienceFactor = 4;

    public static void Listen(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(DashboardOptions.SectionName).Get<DashboardOptions>() ?? new DashboardOptions();
        var frontends = Frontends(builder.Configuration).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = (long)options.Limits.MaxRequestBytes * PatienceFactor;
            foreach (var frontend in frontends)
            {
                Listen(kestrel, frontend, HttpProtocols.Http1AndHttp2, isTelemetry: false);
            }

            Listen(kestrel, options.Otlp.GrpcEndpointUrl, HttpProtocols.Http2, isTelemetry: true);
            Listen(kestrel, options.Otlp.HttpEndpointUrl, HttpProtocols.Http1, isTelemetry: true);
        });
    }

    /// <summary>Sends connections of the telemetry listeners to their own routes.</summary>
    public static void Branch(WebApplication app, Action<IEndpointRouteBuilder> map) => app.MapWhen(
        context => context.Features.Get<Door>() is { IsTelemetry: true },
        branch => branch.UseMiddleware<OtlpGrpcGuard>().UseRouting().UseEndpoints(map));

    // Containers are told a port only, and must be reached from outside.
    private static string Frontends(ConfigurationManager configuration) =>
        configuration["urls"] is { Length: > 0 } urls ? urls
        : configuration["http_ports"] is { Length: > 0 } ports ? string.Join(';', ports.Split(';').Select(port => $"http://0.0.0.0:{port}"))
        : DefaultUrl;

    private static void Listen(KestrelServerOptions kestrel, string address, HttpProtocols protocols, bool isTelemetry)
    {
        if (!Uri.TryCreate(address.Replace("://+", "://0.0.0.0", StringComparison.Ordinal).Replace("://*", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var url))
        {
            // The validation of the options names the setting.
            return;
        }

        var door = new Door(isTelemetry);
        void Configure(ListenOptions listen)
        {
            listen.Protocols = protocols;
            listen.Use(next => connection =>
            {
                connection.Features.Set(door);
                return next(connection);
            });
            if (url.Scheme == Uri.UriSchemeHttps)
            {
                listen.UseHttps();
            }
        }

        if (url.IsLoopback && !IPAddress.TryParse(url.Host.Trim('[', ']'), out _))
        {
            // A free port cannot be asked for on both loopback addresses at once.
            if (url.Port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, 0, Configure);
            }
            else
            {
                kestrel.ListenLocalhost(url.Port, Configure);
            }
        }
        else if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip))
        {
            kestrel.Listen(ip, url.Port, Configure);
        }
        else
        {
            kestrel.ListenAnyIP(url.Port, Configure);
        }
    }
}
