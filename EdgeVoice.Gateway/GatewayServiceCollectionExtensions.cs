using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Agents;
using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Health;
using EdgeVoice.Gateway.Hosting;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Peers;
using EdgeVoice.Gateway.Personas;
using EdgeVoice.Gateway.Recovery;
using EdgeVoice.Gateway.Resume;
using EdgeVoice.Gateway.Signalling;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Gateway.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway;

internal static class GatewayServiceCollectionExtensions
{
    public static IServiceCollection AddSlots(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SlotLedger>();
        services.AddSingleton<LiveKitDoubt>();
        services.AddSingleton<Twirp>();
        services.AddSingleton<RoomServiceClient>();
        services.AddSingleton<LiveKitPresence>();
        services.AddSingleton<RoomReconciler>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomReconciler>());
        return services;
    }

    public static IServiceCollection AddAdmission(this IServiceCollection services) => services
        .AddSingleton<CallBudgets>()
        .AddSingleton<ProofOfWork>()
        .AddSingleton<Turnstile>()
        .AddSingleton<NoChallenge>()
        .AddSingleton<ICallChallenge>(provider => provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Challenge.Kind switch
        {
            ChallengeKind.Turnstile => provider.GetRequiredService<Turnstile>(),
            ChallengeKind.None => provider.GetRequiredService<NoChallenge>(),
            _ => provider.GetRequiredService<ProofOfWork>(),
        });

    public static IServiceCollection AddCalls(this IServiceCollection services) => services
        .AddSingleton<PersonaCatalog>()
        .AddSingleton<TokenMinter>()
        .AddSingleton<TokenVerifier>()
        .AddSingleton<CallRequestReader>()
        .AddSingleton<CallAdmission>()
        .AddSingleton<CallOffers>()
        .AddSingleton<CallAnswers>()
        .AddSingleton<CallCookie>()
        .AddSingleton<PublicUrl>()
        .AddSingleton<GatewayTelemetry>();

    public static IServiceCollection AddResume(this IServiceCollection services) => services
        .AddSingleton<GenerationDatabase>()
        .AddSingleton<GenerationFence>()
        .AddHostedService<FenceReadiness>()
        .AddSingleton<JoinedGrants>()
        .AddHostedService(provider => provider.GetRequiredService<JoinedGrants>())
        .AddHostedService<AbandonedGrants>()
        .AddSingleton<ResumeTokens>()
        .AddSingleton<CallResumption>()
        .AddSingleton<CallStanding>();

    public static IServiceCollection AddAgents(this IServiceCollection services) => services
        .AddSingleton<AgentAddresses>()
        .AddSingleton<AgentPool>()
        .AddHostedService<AgentFollower>();

    public static IServiceCollection AddRecovery(this IServiceCollection services) => services
        .AddSingleton<AgentReplacement>()
        .AddSingleton<LateGenerations>()
        .AddHostedService(provider => provider.GetRequiredService<LateGenerations>())
        .AddSingleton<OrphanRecovery>()
        .AddHostedService(provider => provider.GetRequiredService<OrphanRecovery>());

    public static IServiceCollection AddPeers(this IServiceCollection services) => services
        .AddSingleton<PeerPass>()
        .AddSingleton<PeerOffers>();

    public static IServiceCollection AddSignalling(this IServiceCollection services) => services
        .AddSingleton<SignallingSockets>()
        .AddSingleton<SignallingGate>()
        .AddSingleton<IHttpContextFactory, TokenHidingContextFactory>()
        .AddSingleton<DrainState>()
        .AddSingleton<AgentDrain>()
        .AddHostedService<DrainService>();

    public static IServiceCollection AddRealtimeHealth(this IServiceCollection services) => services
        .AddSingleton<IPartProbe, LiveKitJoinProbe>()
        .AddSingleton<PortProbe>()
        .AddSingleton<IPartProbe>(provider => provider.GetRequiredService<PortProbe>())
        .AddSingleton<AgentParts>()
        .AddSingleton<RealtimeHealth>()
        .AddHostedService<RealtimeHealthMonitor>();
}
