using EdgeVoice.Agent.Admin;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Calls.Capture;
using EdgeVoice.Agent.Calls.Generations;
using EdgeVoice.Agent.Calls.Migrations;
using EdgeVoice.Agent.Calls.Resume;
using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.Agent.Personas;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.OpenAI;
using EdgeVoice.Agent.Realtime.Placement;
using EdgeVoice.Agent.Status;
using EdgeVoice.Agent.Telemetry;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Tools.Restaurant;
using EdgeVoice.Agent.Turns;
using Microsoft.Extensions.Options;
using Npgsql;

namespace EdgeVoice.Agent;

/// <summary>The agent service: a LiveKit worker, or with the argument <c>migrate</c> the owner of the database schema.</summary>
internal static class AgentApp
{
    private const string Database = "edgevoice";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["migrate", ..])
        {
            return await MigrateAsync(args[1..]).ConfigureAwait(false);
        }

        await Build(args).RunAsync().ConfigureAwait(false);
        return 0;
    }

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddServiceDefaults();
        // A call goes on without Postgres: its absence shows as the journal's backlog, not as an agent that must not be used.
        builder.AddNpgsqlDataSource(
            Database,
            settings => settings.DisableHealthChecks = true,
            source =>
            {
                // In telemetry; without one it is the connection string.
                source.Name = Database;
                source.ConnectionStringBuilder.MinPoolSize = Math.Max(source.ConnectionStringBuilder.MinPoolSize, ResumeReadiness.Connections);
            });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddCallJournal();
        builder.Services.AddLiveKitWorker();
        AddProvider(builder.Services);
        AddTools(builder.Services);
        AddCalls(builder.Services);

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapStatus();
        app.MapAdmin();
        return app;
    }

    private static async Task<int> MigrateAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.AddServiceDefaults();
        builder.AddNpgsqlDataSource(Database, configureDataSourceBuilder: source => source.Name = Database);
        using var host = builder.Build();
        await Migrator.RunAsync(host.Services.GetRequiredService<NpgsqlDataSource>(), CancellationToken.None).ConfigureAwait(false);
        return 0;
    }

    private static void AddProvider(IServiceCollection services)
    {
        services.AddOptions<RealtimeOptions>().BindConfiguration(RealtimeOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RealtimeOptions>, ValidateRealtimeOptions>();
        services.AddSingleton<ProviderPlacement>();
        services.AddSingleton<IRealtimeProvider, OpenAIRealtimeProvider>();
        services.AddHostedService<ProviderCanary>();
    }

    private static void AddTools(IServiceCollection services)
    {
        services.AddSingleton<TableBook>();
        services.AddSingleton<ITool, CheckAvailabilityTool>();
        services.AddSingleton<ITool, BookTableTool>();
        services.AddSingleton<ToolRunner>();
    }

    private static void AddCalls(IServiceCollection services)
    {
        services.AddOptions<CallOptions>().BindConfiguration(CallOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CallOptions>, ValidateCallOptions>();
        services.AddOptions<TurnLimits>().BindConfiguration(TurnLimits.SectionName);
        services.AddSingleton(_ => PersonaCatalog.Load(Path.Combine(AppContext.BaseDirectory, "personas.json")));
        services.AddSingleton(_ => ClipLibrary.Load(Path.Combine(AppContext.BaseDirectory, "Assets")));
        services.AddHttpClient<RoomCloser>();
        services.AddOptions<AudioCaptureOptions>().BindConfiguration(AudioCaptureOptions.SectionName);
        services.AddHttpClient(nameof(AudioCapture));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AudioCapture>(provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(AudioCapture))));
        services.AddHostedService(provider => provider.GetRequiredService<AudioCapture>());
        services.AddSingleton<RunningCalls>();
        services.AddSingleton<StatusSource>();
        services.AddSingleton<GenerationStore>();
        services.AddSingleton<CallFence>();
        services.AddHostedService(provider => provider.GetRequiredService<CallFence>());
        services.AddSingleton<CallHistoryReader>();
        services.AddHostedService<ResumeReadiness>();
        services.AddSingleton<CallServices>();
        services.AddHostedService<WorkerGauges>();
        services.AddHostedService<ProviderGauges>();
        services.AddSingleton<IJobHandler, CallHandler>();
    }
}
