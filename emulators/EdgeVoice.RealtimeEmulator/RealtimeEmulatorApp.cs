using EdgeVoice.Distances;
using EdgeVoice.RealtimeEmulator.Admin;
using EdgeVoice.RealtimeEmulator.Configuration;
using EdgeVoice.RealtimeEmulator.Endpoints;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.RealtimeEmulator.Scenarios;
using EdgeVoice.RealtimeEmulator.Sessions;
using EdgeVoice.RealtimeEmulator.Speech;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeVoice.RealtimeEmulator;

/// <summary>The emulator as a host, so that the program and the tests run the same thing.</summary>
internal static class RealtimeEmulatorApp
{
    /// <summary>One server, or one for each of <c>RealtimeEmulator:Regions</c>: they differ in address, distance and faults, and share a process and its voice.</summary>
    public static async Task RunAsync(string[] args)
    {
        var regions = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build().GetSection($"{RealtimeEmulatorOptions.SectionName}:Regions").GetChildren().ToArray();
        if (regions.Length == 0)
        {
            await using var app = Build(args, _ => { });
            await app.RunAsync();
            return;
        }

        WebApplication[] apps = [];
        try
        {
            foreach (var region in regions)
            {
                string[] own = [.. args, $"--urls={region.Value}", $"--{RealtimeEmulatorOptions.SectionName}:Region={region.Key}"];
                var voice = apps.FirstOrDefault()?.Services.GetRequiredService<SpeechSynthesizer>();
                // An instance that is given is not disposed of: it belongs to the first.
                apps = [.. apps, Build(own, services => _ = voice is null ? services : services.AddSingleton(voice))];
            }

            foreach (var app in apps)
            {
                await app.StartAsync();
            }

            await Task.WhenAll(apps.Select(app => app.WaitForShutdownAsync()));
        }
        finally
        {
            foreach (var app in apps.Reverse())
            {
                await app.DisposeAsync();
            }
        }
    }

    public static WebApplication Build(string[] args, Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.Services.AddOptions<RealtimeEmulatorOptions>().BindConfiguration(RealtimeEmulatorOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RealtimeEmulatorOptions>, ValidateRealtimeEmulatorOptions>();
        builder.Services.AddSingleton<BearerKey>().AddSingleton<FaultPlan>().AddSingleton<ScenarioCatalog>().AddSingleton<SpeechSynthesizer>();
        builder.Services.AddSingleton<SessionServices>().AddSingleton<SessionRegistry>().AddSingleton<SessionConnection>();
        builder.Services.AddHealthChecks().AddCheck<SpeechHealthCheck>("speech");
        builder.Services.AddSingleton(_ => PlaceBook.LoadShipped());
        builder.Services.TryAddSingleton(TimeProvider.System);
        configure(builder.Services);

        var app = builder.Build();
        // Read now: a wrong scenario file must stop the start and not the first call.
        _ = app.Services.GetRequiredService<ScenarioCatalog>();
        // Before WebSockets, which take their stream from what is found here.
        app.UseClientDistance();
        app.UseRouting();
        app.UseWebSockets();
        app.MapRealtime();
        app.MapAdmin();
        app.MapDefaultEndpoints();
        return app;
    }
}
