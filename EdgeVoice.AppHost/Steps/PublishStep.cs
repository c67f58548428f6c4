using System.Globalization;
using Aspire.Hosting.Pipelines;
using EdgeVoice.AppHost.Publication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AppHost.Steps;

/// <summary>Writes the fleet's files. Nothing is pulled, pushed or asked; no secret is needed.</summary>
internal static class PublishStep
{
    public const string Name = "publish-k3s";

    public static Task RunAsync(PipelineStepContext context, Func<FleetPublication> render)
    {
        var publication = render();
        foreach (var warning in publication.Warnings)
        {
            context.ReportingStep.Log(LogLevel.Warning, warning);
        }

        context.CancellationToken.ThrowIfCancellationRequested();
        var folder = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        new PublishedFolder(folder).Replace(publication.Files);
        context.ReportingStep.Log(LogLevel.Information, string.Create(CultureInfo.InvariantCulture, $"{publication.Files.Count} files in {folder}"));
        return Task.CompletedTask;
    }
}
