using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Health;
using EdgeVoice.Gateway.Hosting;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Personas;
using EdgeVoice.Gateway.Signalling;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Gateway.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdgeVoice.Gateway;

internal static class GatewayServiceCollectionExtensions
{
    public static IServiceCollection AddSlots(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SlotLedger>();
        services.AddSingleton<RoomServiceClient>();
        services.AddSingleton<RoomReconciler>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomReconciler>());
        return services;
    }

    public static IServiceCollection AddCalls(this IServiceCollection services) => services
        .AddSingleton<PersonaCatalog>()
        .AddSingleton<TokenMinter>()
        .AddSingleton<TokenVerifier>()
        .AddSingleton<CallRequestReader>()
        .AddSingleton<CallAdmission>()
        .AddSingleton<CallCookie>()
        .AddSingleton<PublicUrl>()
        .AddSingleton<GatewayTelemetry>();

    public static IServiceCollection AddSignalling(this IServiceCollection services) => services
        .AddSingleton<SignallingSockets>()
        .AddSingleton<SignallingGate>()
        .AddSingleton<IHttpContextFactory, TokenHidingContextFactory>()
        .AddSingleton<DrainState>()
        .AddHostedService<DrainService>();

    public static IServiceCollection AddRealtimeHealth(this IServiceCollection services) => services
        .AddSingleton<IPartProbe, LiveKitProbe>()
        .AddSingleton<IPartProbe, WorkerProbe>()
        .AddSingleton<IPartProbe, ProviderProbe>()
        .AddSingleton<RealtimeHealth>()
        .AddHostedService<RealtimeHealthMonitor>();
}
