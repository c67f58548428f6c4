using EdgeVoice.AppHost.Orchestration;
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
            .WithBuiltProgram()
            .WithEnvironment("DOTNET_ENVIRONMENT", builder.Environment.EnvironmentName)
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName)
            .WithEnvironment("DOTNET_TieredPGO", "0")
            .WithEnvironment("DOTNET_gcServer", "0");
    }

    /// <summary>A stand-in for somebody else's service: nobody debugs it, and its own traces would bury the calls' with probes.</summary>
    public static IResourceBuilder<ProjectResource> AddEmulator<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddService<TProject>(name).WithEnvironment("OTEL_TRACES_SAMPLER", "always_off");

    // The program itself and not `dotnet run`, which would stay beside each of them. Who debugs is given the project.
    private static IResourceBuilder<ProjectResource> WithBuiltProgram(this IResourceBuilder<ProjectResource> service)
    {
        if (!string.IsNullOrEmpty(service.ApplicationBuilder.Configuration["DEBUG_SESSION_PORT"]))
        {
            return service;
        }

        var project = service.Resource.GetProjectMetadata().ProjectPath;
        return service
            .WithAnnotation(new ExecutableAnnotation { Command = "dotnet", WorkingDirectory = Path.GetDirectoryName(project)! })
            .WithArgs(context => context.Args.Insert(0, BuiltProjects.Assembly(project)));
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
            Console.WriteLine($"Call page  {Edge.SameSite(project.GetEndpoint("http").Url)}/");
            return Task.CompletedTask;
        });

    /// <summary>Whether containers run as containers: in publish mode, and on request.</summary>
    /// <exception cref="DistributedApplicationException">They are asked for and there is no engine.</exception>
    public static bool UsesContainers(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode || !builder.Configuration.GetValue<bool>("Containers"))
        {
            return builder.ExecutionContext.IsPublishMode;
        }

        return Programs.IsOnPath("docker") || Programs.IsOnPath("podman")
            ? true
            : throw new DistributedApplicationException("Containers is true, and neither docker nor podman is on PATH: install one, or leave the setting out.");
    }
}
