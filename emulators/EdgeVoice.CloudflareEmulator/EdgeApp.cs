using System.Net;
using EdgeVoice.CloudflareEmulator.Configuration;
using EdgeVoice.CloudflareEmulator.Definition;
using EdgeVoice.CloudflareEmulator.Monitoring;
using EdgeVoice.CloudflareEmulator.Pages;
using EdgeVoice.CloudflareEmulator.Proxy;
using EdgeVoice.CloudflareEmulator.Status;
using EdgeVoice.CloudflareEmulator.Steering;
using EdgeVoice.CloudflareEmulator.Tunnels;
using EdgeVoice.Distances;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator;

/// <summary>The role of Cloudflare's network: load balancer, the regions' names, and the place where tunnels arrive.</summary>
internal static class EdgeApp
{
    // The edge is where callers arrive: what they say about forwarding is not believed, whatever the environment sets.
    private const string NoForwardedHeaders = "--ForwardedHeaders_Enabled=false";

    /// <exception cref="DefinitionException">The definition is wrong.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args, NoForwardedHeaders], ApplicationName = "EdgeVoice.CloudflareEmulator", ContentRootPath = AppContext.BaseDirectory });
        builder.AddServiceDefaults();
        builder.QuietFrameworkLogs();
        var options = builder.Configuration.GetSection(EdgeOptions.SectionName).Get<EdgeOptions>() ?? new();
        var definition = DefinitionFile.Load(options.Definition);
        var listeners = Listeners(definition);
        builder.Services.AddOptions<EdgeOptions>().BindConfiguration(EdgeOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<EdgeOptions>, ValidateEdgeOptions>();
        builder.Services.AddSingleton(definition).AddSingleton(listeners).AddSingleton(TimeProvider.System).AddSingleton(_ => PlaceBook.LoadShipped());
        builder.Services.AddSingleton<TunnelRegistry>().AddSingleton<TunnelEndpoint>();
        builder.Services.AddSingleton<HealthBook>().AddSingleton<Prober>().AddHostedService<PoolMonitor>();
        builder.Services.AddSingleton<AffinityCookie>().AddSingleton<SteeringLog>().AddSingleton<Caller>();
        builder.Services.AddSingleton<DistanceFeature>().AddSingleton<OriginForwarder>().AddSingleton<PublicName>().AddSingleton<RegionName>();
        builder.Services.AddSingleton<UnavailablePage>().AddSingleton<ListenerAddresses>().AddSingleton<StatusReader>();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(server => Listen(server, options, listeners));
        configure(builder);

        var app = builder.Build();
        app.UseWhen(context => Of(context).Kind == ListenerKind.Tunnel, tunnel => tunnel.Run(context => context.RequestServices.GetRequiredService<TunnelEndpoint>().HandleAsync(context)));
        app.UseWhen(context => Of(context).Kind == ListenerKind.Region, region => region.Run(context => context.RequestServices.GetRequiredService<RegionName>().HandleAsync(context, Of(context).Pool!)));
        // Only what is the edge's own is routed; a caller's /health belongs to a region.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/cdn-cgi"), own =>
        {
            own.UseRouting();
            own.UseEndpoints(endpoints => endpoints.MapStatus());
        });
        app.Run(context => context.RequestServices.GetRequiredService<PublicName>().HandleAsync(context));
        return app;
    }

    private static IReadOnlyList<Listener> Listeners(EdgeDefinition definition) =>
        [new(ListenerKind.Public), .. definition.Pools.Select(pool => new Listener(ListenerKind.Region, pool.Label)), new(ListenerKind.Tunnel)];

    private static Listener Of(HttpContext context) => context.Features.Get<Listener>()!;

    private static void Listen(KestrelServerOptions server, EdgeOptions options, IReadOnlyList<Listener> listeners)
    {
        server.AddServerHeader = false;
        // A tunnel's frames and a call's WebSocket may rest for long.
        server.Limits.MinRequestBodyDataRate = null;
        server.Limits.MinResponseDataRate = null;
        server.Limits.MaxRequestBodySize = null;
        // A /rtc/v1 request line carries a whole SDP offer.
        server.Limits.MaxRequestLineSize = 64 * 1024;
        foreach (var listener in listeners)
        {
            var port = listener.Kind switch
            {
                ListenerKind.Public => options.PublicPort,
                ListenerKind.Tunnel => options.TunnelPort,
                _ => options.RegionPorts.GetValueOrDefault(listener.Pool!),
            };
            server.Listen(IPAddress.Loopback, port, endpoint => endpoint.Use(next => connection =>
            {
                connection.Features.Set(listener);
                return next(connection);
            }));
        }
    }
}
