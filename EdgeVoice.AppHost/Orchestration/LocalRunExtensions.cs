using EdgeVoice.AppHost.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>What a run on this machine has besides what Aspire gives it.</summary>
internal static class LocalRunExtensions
{
    /// <summary>Ports, commands, restarts after a crash, and the line that says that all is well. Called last: it looks at what is there.</summary>
    public static void AddLocalRun(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        builder.GiveEndpointsPorts();
        builder.Services.TryAddSingleton(TimeProvider.System);
        // What is down is started again: whoever waits for it shall go on waiting, and not give up for ever.
        builder.Services.Configure<ResourceNotificationServiceOptions>(options => options.DefaultWaitBehavior = WaitBehavior.WaitOnResourceUnavailable);
        builder.Services.AskOftenAtStartup();
        builder.Services.AddSingleton<ProcessSupervisor>();
        builder.Services.AddSingleton<ReadyReport>();
        // First of all: the orchestrator's start lasts until everything that waits for something has been started.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => services.GetRequiredService<ProcessSupervisor>()));
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => services.GetRequiredService<ReadyReport>()));
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, ParentWatch>());
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, RunGuard>());
        foreach (var resource in builder.Resources.Where(resource => resource is ProjectResource or ExecutableResource).ToArray())
        {
            ProcessCommands.AddTo(builder.CreateResourceBuilder(resource));
        }
    }
}
