using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.References;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes parts of the manifest.</summary>
public sealed class ManifestPublishingContext(
    DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
{
    private readonly List<IResource> _dependent = [];
    private readonly List<ParameterResource> _uriEncoded = [];
    private readonly HashSet<object> _visited = new(ReferenceEqualityComparer.Instance);

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public string ManifestPath { get; } = manifestPath;

    public Utf8JsonWriter Writer { get; } = writer;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The path relative to the manifest's folder, with forward slashes.</summary>
    public string? GetManifestRelativePath(string? path) =>
        path is null ? null : Path.GetRelativePath(Path.GetDirectoryName(ManifestPath)!, path).Replace('\\', '/');

    public async Task WriteContainerAsync(ContainerResource container)
    {
        Writer.WriteString("type", "container.v0");
        WriteConnectionString(container);
        Writer.WriteString("image", container.TryGetContainerImageName(out var image)
            ? image
            : throw new DistributedApplicationException($"Container '{container.Name}' has no image."));
        if (container.Entrypoint is { } entrypoint)
        {
            Writer.WriteString("entrypoint", entrypoint);
        }

        await WriteCommandLineArgumentsAsync(container);
        WriteMounts(container, ContainerMountType.Volume, "volumes", "name");
        WriteMounts(container, ContainerMountType.BindMount, "bindMounts", "source");
        await WriteEnvironmentVariablesAsync(container);
        WriteBindings(container);
    }

    public void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString { ConnectionStringExpression: var connectionString })
        {
            Writer.WriteString("connectionString", connectionString.ValueExpression);
            TryAddDependentResources(connectionString);
        }
    }

    public void WriteBindings(IResource resource)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        if (endpoints.Length == 0)
        {
            return;
        }

        Writer.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            Writer.WriteStartObject(endpoint.Name);
            Writer.WriteString("scheme", endpoint.UriScheme);
            Writer.WriteString("protocol", endpoint.ProtocolName);
            Writer.WriteString("transport", endpoint.Transport);
            WriteNumber("port", endpoint.Port);
            WriteNumber("targetPort", endpoint.TargetPort);
            if (endpoint.IsExternal)
            {
                Writer.WriteBoolean("external", true);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();

        void WriteNumber(string name, int? value)
        {
            if (value is { } number)
            {
                Writer.WriteNumber(name, number);
            }
        }
    }

    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var variables = await ResourceConfiguration.EnvironmentAsync(resource, ExecutionContext, CancellationToken);
        if (variables.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject("env");
        foreach (var (name, value) in variables)
        {
            Writer.WriteString(name, ResourceConfiguration.ManifestValue(value));
            TryAddDependentResources(value);
        }

        Writer.WriteEndObject();
    }

    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var args = await ResourceConfiguration.ArgumentsAsync(resource, ExecutionContext, CancellationToken);
        if (args.Count == 0)
        {
            return;
        }

        Writer.WriteStartArray("args");
        foreach (var arg in args)
        {
            Writer.WriteStringValue(ResourceConfiguration.ManifestValue(arg));
            TryAddDependentResources(arg);
        }

        Writer.WriteEndArray();
    }

    /// <summary>Sees to it that what the value refers to is in the manifest too.</summary>
    public void TryAddDependentResources(object? value)
    {
        // A connection string refers to its own server by way of an endpoint.
        if (value is null or string || !_visited.Add(value))
        {
            return;
        }

        if (value is IResource resource)
        {
            _dependent.Add(resource);
        }

        if (value is ReferenceExpression expression)
        {
            _uriEncoded.AddRange(expression.ValueProviders.Zip(expression.StringFormats)
                .Where(pair => pair.Second == "uri").Select(pair => pair.First).OfType<ParameterResource>().Except(_uriEncoded));
        }

        if (value is IValueWithReferences { References: var references })
        {
            foreach (var reference in references)
            {
                TryAddDependentResources(reference);
            }
        }
    }

    internal async Task WriteResourceAsync(IResource resource)
    {
        var custom = resource.Annotations.OfType<ManifestPublishingCallbackAnnotation>().LastOrDefault();
        if (custom is { Callback: null })
        {
            return;
        }

        Writer.WriteStartObject(resource.Name);
        await (custom?.Callback?.Invoke(this) ?? resource switch
        {
            ContainerResource container => WriteContainerAsync(container),
            ProjectResource project => WriteProjectAsync(project),
            ExecutableResource executable => WriteExecutableAsync(executable),
            ParameterResource parameter => WriteParameterAsync(parameter),
            IResourceWithConnectionString => WriteValueAsync(resource),
            _ => WriteUnsupportedAsync(),
        });
        Writer.WriteEndObject();
    }

    internal async Task WriteDependentResourcesAsync(IEnumerable<IResource> written)
    {
        foreach (var resource in _dependent.Except(written).ToArray())
        {
            await WriteResourceAsync(resource);
        }

        foreach (var parameter in _uriEncoded)
        {
            Writer.WriteStartObject($"{parameter.Name}-uri-encoded");
            Writer.WriteString("type", "annotated.string");
            Writer.WriteString("value", parameter.ValueExpression);
            Writer.WriteString("filter", "uri");
            Writer.WriteEndObject();
        }
    }

    private async Task WriteProjectAsync(ProjectResource project)
    {
        Writer.WriteString("type", "project.v0");
        Writer.WriteString("path", GetManifestRelativePath(project.GetProjectMetadata().ProjectPath));
        await WriteCommandLineArgumentsAsync(project);
        await WriteEnvironmentVariablesAsync(project);
        WriteBindings(project);
    }

    private async Task WriteExecutableAsync(ExecutableResource executable)
    {
        Writer.WriteString("type", "executable.v0");
        Writer.WriteString("workingDirectory", GetManifestRelativePath(executable.WorkingDirectory));
        Writer.WriteString("command", executable.Command);
        await WriteCommandLineArgumentsAsync(executable);
        await WriteEnvironmentVariablesAsync(executable);
        WriteBindings(executable);
    }

    private Task WriteParameterAsync(ParameterResource parameter)
    {
        Writer.WriteString("type", "parameter.v0");
        Writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        Writer.WriteStartObject("inputs");
        Writer.WriteStartObject("value");
        Writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            Writer.WriteBoolean("secret", true);
        }

        if (parameter.Default is { } fallback)
        {
            Writer.WriteStartObject("default");
            fallback.WriteToManifest(this);
            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
        Writer.WriteEndObject();
        return Task.CompletedTask;
    }

    private Task WriteValueAsync(IResource resource)
    {
        Writer.WriteString("type", "value.v0");
        WriteConnectionString(resource);
        return Task.CompletedTask;
    }

    private Task WriteUnsupportedAsync()
    {
        Writer.WriteString("error", "This resource does not support generation in the manifest.");
        return Task.CompletedTask;
    }

    private void WriteMounts(ContainerResource container, ContainerMountType type, string property, string sourceName)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type == type).ToArray();
        if (mounts.Length == 0)
        {
            return;
        }

        Writer.WriteStartArray(property);
        foreach (var mount in mounts)
        {
            Writer.WriteStartObject();
            Writer.WriteString(sourceName, type == ContainerMountType.BindMount ? GetManifestRelativePath(mount.Source) : mount.Source);
            Writer.WriteString("target", mount.Target);
            Writer.WriteBoolean("readOnly", mount.IsReadOnly);
            Writer.WriteEndObject();
        }

        Writer.WriteEndArray();
    }
}
