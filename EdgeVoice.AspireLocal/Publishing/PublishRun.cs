using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace EdgeVoice.AspireLocal.Publishing;

/// <summary>Runs the asked step of a publish.</summary>
internal sealed class PublishRun(
    IDistributedApplicationBuilder builder,
    DistributedApplicationModel model,
    IDistributedApplicationEventing eventing,
    IServiceProvider services)
{
    private const string ManifestStep = "publish-manifest";

    /// <exception cref="DistributedApplicationException">There is no such step, or it failed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken);
        var step = builder.Configuration["Pipeline:Step"] ?? "publish";
        if (step != ManifestStep)
        {
            throw new DistributedApplicationException($"There is no step '{step}'. Steps: {ManifestStep}.");
        }

        var path = ManifestPath();
        await ManifestFile.WriteAsync(path, model, builder.ExecutionContext, cancellationToken);
        Console.WriteLine($"Published manifest to: {path}");
    }

    private string ManifestPath()
    {
        var output = Path.GetFullPath(builder.Configuration["Pipeline:OutputPath"] ?? "aspire-output", builder.AppHostDirectory);
        return output.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? output : Path.Combine(output, "aspire-manifest.json");
    }
}
