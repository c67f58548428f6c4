using EdgeVoice.AppHost.Resources;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>What the services of this repository have in common.</summary>
internal static class ServiceBuilderExtensions
{
    /// <summary>A service of this repository. On this machine many of them share few cores, so each starts light.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var service = builder.AddProject<TProject>(name, launchProfileName: null);
        return builder.ExecutionContext.IsPublishMode ? service : service
            .WithEnvironment("DOTNET_ENVIRONMENT", builder.Environment.EnvironmentName)
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName)
            .WithEnvironment("DOTNET_TieredPGO", "0")
            .WithEnvironment("DOTNET_gcServer", "0");
    }

    /// <summary>Tells the gateway where its region's agents are.</summary>
    public static IResourceBuilder<ProjectResource> WithAgents(this IResourceBuilder<ProjectResource> gateway, IReadOnlyList<IResourceBuilder<ProjectResource>> agents)
    {
        var addresses = new ReferenceExpressionBuilder();
        foreach (var (index, agent) in agents.Index())
        {
            addresses.AppendLiteral(index == 0 ? "" : ",");
            addresses.AppendFormatted(agent.GetEndpoint("http"));
        }

        return gateway.WithEnvironment("Gateway__AgentUrls", addresses.Build());
    }

    /// <summary>Tells the address of the call page as soon as it has one.</summary>
    public static IResourceBuilder<ProjectResource> WithCallPageLine(this IResourceBuilder<ProjectResource> edge) =>
        edge.OnResourceEndpointsAllocated((project, _, _) =>
        {
            Console.WriteLine($"Call page  {project.GetEndpoint("http").Url.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)}/");
            return Task.CompletedTask;
        });

    /// <summary>Whether containers run as containers: in publish mode, and on request where there is an engine.</summary>
    public static bool UsesContainers(this IDistributedApplicationBuilder builder) => builder.ExecutionContext.IsPublishMode ||
        (builder.Configuration.GetValue<bool>("Containers") && (Programs.IsOnPath("docker") || Programs.IsOnPath("podman")));
}
