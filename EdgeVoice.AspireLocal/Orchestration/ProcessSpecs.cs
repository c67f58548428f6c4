using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.Containers;
using EdgeVoice.AspireLocal.References;
using Microsoft.Extensions.Configuration;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Turns a resource into the process that runs it.</summary>
internal sealed class ProcessSpecs(IDistributedApplicationBuilder application, DistributedApplicationExecutionContext execution)
{
    public static bool HasProcess(IResource resource) => resource is ProjectResource or ExecutableResource or ContainerResource;

    public bool UsesContainer(IResource resource) => resource is ContainerResource &&
        (!resource.HasAnnotationOfType<LocalFormAnnotation>() || (application.Configuration.GetValue<bool>("Containers") && ContainerEngine.Find() is not null));

    public async Task<ProcessSpec> CreateAsync(IResource resource, Action<string> log, CancellationToken cancellationToken)
    {
        if (resource is ContainerResource && !UsesContainer(resource) && resource.TryGetLastAnnotation<LocalFormAnnotation>(out var local))
        {
            return await local.Form.PrepareAsync(log, cancellationToken);
        }

        var environment = await EnvironmentAsync(resource, cancellationToken);
        var arguments = await ArgumentsAsync(resource, cancellationToken);
        return resource switch
        {
            ProjectResource project => Project(project, arguments) with { Environment = environment },
            ExecutableResource executable => new ProcessSpec(executable.Command, arguments, executable.WorkingDirectory) { Environment = environment },
            ContainerResource container => ContainerEngine.Run(container, arguments, environment, application.AppHostDirectory),
            _ => throw new DistributedApplicationException($"{resource.GetType().Name} is not a process."),
        };
    }

    private ProcessSpec Project(ProjectResource project, IReadOnlyList<string> arguments)
    {
        var path = project.GetProjectMetadata().ProjectPath;
        var output = application.AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == $"AspireLocal:Output:{path}")?.Value;
        if (output is null || !File.Exists(output))
        {
            throw new DistributedApplicationException($"could not start: {path} is not built. Build the AppHost, which references it.");
        }

        return new ProcessSpec(ProgramPath.Dotnet(), ["exec", output, .. arguments], Path.GetDirectoryName(path)!);
    }

    private async Task<Dictionary<string, string>> EnvironmentAsync(IResource resource, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in await ResourceConfiguration.EnvironmentAsync(resource, execution, cancellationToken))
        {
            values[name] = await ResourceConfiguration.RunValueAsync(value, cancellationToken);
        }

        return values;
    }

    private async Task<string[]> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var values = new List<string>();
        foreach (var value in await ResourceConfiguration.ArgumentsAsync(resource, execution, cancellationToken))
        {
            values.Add(await ResourceConfiguration.RunValueAsync(value, cancellationToken));
        }

        return [.. values];
    }
}
