using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Worker;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

internal static class LiveKitWorkerServiceCollectionExtensions
{
    // Leaves time for handing over and for ending cancelled calls after the drain.
    private static readonly TimeSpan s_afterDrain = TimeSpan.FromSeconds(25);

    /// <summary>Adds the client core and the worker with their options. An <see cref="IJobHandler"/> must be added beside it.</summary>
    public static IServiceCollection AddLiveKitWorker(this IServiceCollection services)
    {
        services.AddOptions<LiveKitOptions>().BindConfiguration(LiveKitOptions.SectionName).ValidateOnStart();
        services.AddOptions<WorkerOptions>().BindConfiguration(WorkerOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LiveKitOptions>, ValidateLiveKitOptions>();
        services.AddOptions<HostOptions>().Configure<IOptions<WorkerOptions>>(
            (host, worker) => host.ShutdownTimeout = TimeSpan.FromSeconds(worker.Value.DrainSeconds) + s_afterDrain);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FfiClient>();
        services.AddSingleton(provider => new SlotPool(provider.GetRequiredService<IOptions<WorkerOptions>>().Value.Slots));
        services.AddSingleton<WorkerState>();
        services.AddSingleton<JobTable>();
        services.AddSingleton<AgentWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<AgentWorker>());
        services.AddHostedService<NativePanicExit>();
        return services;
    }
}
