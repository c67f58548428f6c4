using EdgeVoice.AppHost.Resources.Regions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

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
        if (!builder.Services.Any(service => service.ImplementationType == typeof(RegionMonitor)))
        {
            // Before the orchestrator, whose start lasts until everything that waits for something has been started.
            builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, RegionMonitor>());
        }

        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            name, services => new RegionHealthCheck(services.GetRequiredService<RegionClient>(), members), failureStatus: null, tags: null));
        var region = builder.AddResource(new RegionResource(name, members))
            .ExcludeFromManifest()
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Region", Properties = [], State = RegionStates.Starting })
            .WithHealthCheck(name)
            .WithIconName("Globe")
            .WithRegionCommands();
        foreach (var member in members.All)
        {
            builder.CreateResourceBuilder(member).WithParentRelationship(region);
        }
    }
}
