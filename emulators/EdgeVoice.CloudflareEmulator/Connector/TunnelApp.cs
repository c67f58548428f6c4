using System.Net;
using EdgeVoice.Distances;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>The role of <c>cloudflared tunnel run</c> and <c>cloudflared access tcp</c>.</summary>
internal static class TunnelApp
{
    // As many requests at a time on one connection as cloudflared allows.
    private const int MaxStreams = 1_000;
    private const int Window = 1024 * 1024;

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = "EdgeVoice.CloudflareEmulator", ContentRootPath = AppContext.BaseDirectory });
        builder.AddServiceDefaults();
        builder.QuietFrameworkLogs();
        var options = builder.Configuration.GetSection(TunnelOptions.SectionName).Get<TunnelOptions>() ?? new();
        builder.Services.AddOptions<TunnelOptions>().BindConfiguration(TunnelOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TunnelOptions>, ValidateTunnelOptions>();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(_ => PlaceBook.LoadShipped());
        builder.Services.AddSingleton<Partition>().AddSingleton<ConnectorState>().AddSingleton<EdgeDialer>().AddSingleton<ServiceForwarder>();
        builder.Services.AddSingleton<TcpRelay>().AddHostedService(services => services.GetRequiredService<TcpRelay>());
        builder.Services.AddSingleton<IConnectionListenerFactory, TunnelListenerFactory>();
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.GracePeriod));
        builder.WebHost.ConfigureKestrel(server => Listen(server, options));
        configure(builder);

        var app = builder.Build();
        app.UseWhen(context => context.Features.Get<TunnelEndPoint>() is not null,
            tunnel => tunnel.Run(context => context.RequestServices.GetRequiredService<ServiceForwarder>().HandleAsync(context)));
        app.UseRouting();
        app.MapConnector();
        return app;
    }

    private static void Listen(KestrelServerOptions server, TunnelOptions options)
    {
        server.AddServerHeader = false;
        server.Limits.MinRequestBodyDataRate = null;
        server.Limits.MinResponseDataRate = null;
        server.Limits.MaxRequestBodySize = null;
        server.Limits.MaxRequestLineSize = 64 * 1024;
        server.Limits.Http2.MaxStreamsPerConnection = MaxStreams;
        server.Limits.Http2.InitialConnectionWindowSize = Window;
        server.Limits.Http2.InitialStreamWindowSize = Window;
        // A /rtc/v1 request line is a header here.
        server.Limits.Http2.MaxRequestHeaderFieldSize = 64 * 1024;
        // Notices an edge that is gone without a word.
        server.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(5);
        server.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(5);
        server.Listen(IPAddress.Loopback, options.MetricsPort);
        var endPoint = new TunnelEndPoint();
        server.Listen(endPoint, tunnel =>
        {
            tunnel.Protocols = HttpProtocols.Http2;
            tunnel.Use(next => connection =>
            {
                connection.Features.Set(endPoint);
                return next(connection);
            });
        });
    }
}
