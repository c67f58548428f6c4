using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Features;
using EdgeVoice.Gateway.Health;
using EdgeVoice.Gateway.Hosting;
using EdgeVoice.Gateway.Peers;
using EdgeVoice.Gateway.Personas;
using EdgeVoice.Gateway.Resume;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway;

/// <summary>Puts the gateway together, for its own process and for tests.</summary>
internal static class GatewayApp
{
    public static WebApplication Build(string[] args) => Build(args, static _ => { });

    /// <param name="args">Command line: configuration keys as <c>--Gateway:Slots=5</c>.</param>
    /// <param name="configure">Last word on the services, before the host is built.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = "EdgeVoice.Gateway",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddServiceDefaults();
        builder.Services.AddProblemDetails();
        builder.Services.AddGatewayConfiguration();
        builder.AddNpgsqlDataSource(
            GenerationDatabase.ConnectionName,
            settings => settings.DisableHealthChecks = true,
            // In telemetry; without one it is the connection string.
            source => source.Name = GenerationDatabase.ConnectionName);
        builder.Services.AddSlots().AddAgents().AddAdmission().AddCalls().AddResume().AddRecovery().AddPeers().AddSignalling().AddRealtimeHealth();
        builder.QuietFrameworkLogs();
        builder.ConfigureServer();
        builder.AddUpstreamClients();
        builder.AddTrustedForwardedHeaders();
        builder.AddCallRateLimit();
        builder.AddSignallingProxy();
        configure(builder);

        var app = builder.Build();
        // Before the proxy asks for its settings, so that every wrong one is named at once.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.UseEdgeConnection();
        // Order matters: scheme and host must be known before headers and addresses are written.
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSecurityHeaders();
        app.UseCallPage();
        app.UseRouting();
        app.UseRateLimiter();
        app.MapDefaultEndpoints();
        app.MapRealtimeHealth();
        app.MapCalls();
        app.MapResume();
        app.MapPeers();
        app.MapDrain();
        app.MapPersonas();
        app.MapSignalling();
        return app;
    }
}
