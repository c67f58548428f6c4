using EdgeVoice.AppHost.Resources.Regions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Regions as resources.</summary>
internal static class RegionBuilderExtensions
{
    /// <summary>What commands use to reach the services.</summary>
    public static void AddCommandClient(this IDistributedApplicationBuilder builder) => builder.Services.TryAddSingleton<RegionClient>();

    /// <summary>The region as a whole, where processes run: its health, its load, and what can be done to it.</summary>
    public static void AddRegion(this IDistributedApplicationBuilder builder, RegionMembers members)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        var name = $"region-{members.Region}";
        builder.AddCommandClient();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<Microsoft.Extensions.Hosting.IHostedService, RegionMonitor>());
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            name, services => new RegionHealthCheck(services.GetRequiredService<RegionClient>(), members), failureStatus: null, tags: null));
        builder.AddResource(new RegionResource(name, members))
            .ExcludeFromManifest()
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Region", Properties = [], State = new ResourceStateSnapshot(RegionStates.Running, KnownResourceStateStyles.Success) })
            .WithHealthCheck(name)
            .WithRegionCommands();
    }
}
