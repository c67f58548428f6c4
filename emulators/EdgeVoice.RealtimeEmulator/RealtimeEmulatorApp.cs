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
