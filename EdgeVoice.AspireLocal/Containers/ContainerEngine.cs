using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.Orchestration;

namespace EdgeVoice.AspireLocal.Containers;

/// <summary>Runs container resources with Docker or Podman, in the foreground, so that they are processes like all others.</summary>
internal static class ContainerEngine
{
    public static string? Find() => ProgramPath.Find("docker") ?? ProgramPath.Find("podman");

    /// <exception cref="DistributedApplicationException">There is no engine or no image.</exception>
    public static ProcessSpec Run(ContainerResource container, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string folder)
    {
        var engine = Find() ?? throw new DistributedApplicationException("could not start: it needs a container engine. Install Docker or Podman.");
        if (!container.TryGetContainerImageName(out var image))
        {
            throw new DistributedApplicationException("could not start: the container has no image.");
        }

        List<string> command = ["run", "--rm", "--init", "--name", $"{container.Name}-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}"];
        foreach (var endpoint in container.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.AllocatedEndpoint is not null))
        {
            var host = endpoint.AllocatedEndpoint!.Port;
            command.AddRange(["-p", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{host}:{endpoint.TargetPort ?? host}/{endpoint.ProtocolName}")]);
        }

        foreach (var mount in container.Annotations.OfType<ContainerMountAnnotation>())
        {
            command.AddRange(["-v", $"{(mount.Source is null ? "" : $"{mount.Source}:")}{mount.Target}{(mount.IsReadOnly ? ":ro" : "")}"]);
        }

        // Names only: a value on the command line would be seen by every user of the machine.
        command.AddRange(environment.Keys.SelectMany(name => new[] { "-e", name }));
        if (container.Entrypoint is { } entrypoint)
        {
            command.AddRange(["--entrypoint", entrypoint]);
        }

        return new ProcessSpec(engine, [.. command, image, .. arguments], folder) { Environment = environment };
    }
}
