using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Options;

namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>The folder of <c>--output-path</c>, relative to the AppHost's folder.</summary>
internal sealed class PipelineOutput(IDistributedApplicationBuilder builder, IOptions<PipelineOptions> options) : IPipelineOutputService
{
    private const string DefaultFolder = "aspire-output";

    public string GetOutputDirectory() => Path.GetFullPath(options.Value.OutputPath is { Length: > 0 } path ? path : DefaultFolder, builder.AppHostDirectory);
}
