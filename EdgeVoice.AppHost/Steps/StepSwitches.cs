using Aspire.Hosting.Pipelines;
using EdgeVoice.AppHost.Verification.Schemas;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.AppHost.Steps;

/// <summary>What a step is told on the command line; paths are relative to the AppHost's folder, as the output path is.</summary>
internal sealed class StepSwitches(PipelineStepContext context, IDistributedApplicationBuilder builder)
{
    /// <summary>The published folder.</summary>
    public string Output => context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();

    public string? Text(string name) => builder.Configuration[name] is { Length: > 0 } text ? text : null;

    public string? FullPath(string name) => Text(name) is { } path ? Path.GetFullPath(path, builder.AppHostDirectory) : null;

    /// <exception cref="DistributedApplicationException">It is neither true nor false.</exception>
    public bool Flag(string name) => Text(name) switch
    {
        null => false,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw new DistributedApplicationException($"--{name} is '{text}': it must be true or false."),
    };

    /// <summary>Schemas of <c>--schemas</c>; none without it.</summary>
    public IReadOnlyList<SchemaSet> Schemas() => FullPath("schemas") is { } folder
        ? Directory.Exists(folder) ? SchemaFolder.Read(folder) : throw new DistributedApplicationException($"--schemas names {folder}, which does not exist.")
        : [];
}
