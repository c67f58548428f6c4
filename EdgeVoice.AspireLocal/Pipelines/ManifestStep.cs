using Aspire.Hosting.Pipelines;
using EdgeVoice.AspireLocal.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>Writes <c>aspire-manifest.json</c>: to the output folder, or to the file that the output path names.</summary>
internal static class ManifestStep
{
    public const string Name = "publish-manifest";

    public static async Task RunAsync(PipelineStepContext context)
    {
        var output = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        var path = output.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? output : Path.Combine(output, "aspire-manifest.json");
        await ManifestFile.WriteAsync(path, context.Model, context.ExecutionContext, context.CancellationToken);
        context.ReportingStep.Log(LogLevel.Information, $"Published manifest to: {path}");
    }
}
