using EdgeVoice.Dashboard.Access;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Audio;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Export;
using EdgeVoice.Dashboard.Hosting;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard;

/// <summary>The service: telemetry in at two doors, pages and API at a third.</summary>
internal static class DashboardApp
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddServiceDefaults();
        DashboardConfiguration.Add(builder);
        Doors.Listen(builder);
        AddStore(builder.Services);
        AddTelemetry(builder);
        AddApi(builder.Services);

        var app = builder.Build();
        SecurityHeaders.Use(app);
        Doors.Branch(app, MapTelemetry);
        app.UseMiddleware<AccessMiddleware>();
        Pages.Use(app);
        app.UseMiddleware<LoadingMiddleware>();
        MapApi(app);
        app.MapDefaultEndpoints();
        return app;
    }

    private static void AddStore(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<PriceList>();
        services.AddSingleton<History>();
        services.AddSingleton<TelemetryStore>();
        services.AddSingleton<TelemetryFiles>();
        services.AddSingleton<AudioStore>();
        services.AddSingleton<IngestQueue>();
        services.AddSingleton<GaugeBoard>();
        services.AddHostedService<IngestService>();
        services.AddHostedService<SweepService>();
    }

    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection(DashboardOptions.SectionName).Get<DashboardOptions>()?.Limits ?? new TelemetryLimits();
        builder.Services.AddSingleton<OtlpReceiver>().AddSingleton<OtlpKeys>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = limits.MaxRequestBytes;
            grpc.EnableDetailedErrors = true;
        });
    }

    private static void AddApi(IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddSingleton<ContentGuard>().AddSingleton<TurnQueries>().AddSingleton<ChangeFeed>().AddSingleton<CounterReport>().AddSingleton<RegionReport>();
        services.AddSingleton<SpanRows>().AddSingleton<SessionDetails>().AddSingleton<Importer>();
        services.AddSingleton<AccessTokens>().AddSingleton<LoginLimiter>();
        services.AddHostedService<LoginLine>();
    }

    private static void MapTelemetry(IEndpointRouteBuilder routes)
    {
        Create<OtlpHttpApi>(routes).Map(routes);
        routes.MapGrpcService<OtlpTraceService>();
        routes.MapGrpcService<OtlpLogsService>();
        routes.MapGrpcService<OtlpMetricsService>();
        Create<AudioIngestApi>(routes).Map(routes);
        routes.MapHealthChecks("/health");
    }

    private static void MapApi(WebApplication app)
    {
        var always = app.MapGroup("").WithMetadata(WhileLoading.Always);
        var partly = app.MapGroup("").WithMetadata(WhileLoading.Partly);
        Create<LoginApi>(app).Map(app);
        Create<AboutApi>(app).Map(always);
        Create<LiveApi>(app).Map(partly);
        Create<TurnsApi>(app).Map(partly);
        Create<SessionsApi>(app).Map(app);
        Create<AudioApi>(app).Map(app);
        Create<TracesApi>(app).Map(app);
        Create<CompareApi>(app).Map(app);
        Create<ExportApi>(app).Map(app);
        Create<ImportApi>(app).Map(app);
        Create<EventsApi>(app).Map(always);
        app.Map("/api/{**rest}", (string rest) => Problems.NotFound("route", "/api/" + rest));
    }

    private static T Create<T>(IEndpointRouteBuilder routes) => ActivatorUtilities.CreateInstance<T>(routes.ServiceProvider);
}
