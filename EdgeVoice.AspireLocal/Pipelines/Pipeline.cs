using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>The steps in the order in which they were added, and the run of one of them.</summary>
internal sealed class Pipeline : IDistributedApplicationPipeline
{
    private readonly List<PipelineStep> _steps = [];

    public Pipeline()
    {
        AddStep(WellKnownPipelineSteps.ProcessParameters, ParameterStep.RunAsync);
        AddStep(WellKnownPipelineSteps.PublishPrereq, Nothing, dependsOn: WellKnownPipelineSteps.ProcessParameters);
        AddStep(WellKnownPipelineSteps.Publish, Nothing, dependsOn: WellKnownPipelineSteps.PublishPrereq);
        AddStep(WellKnownPipelineSteps.DeployPrereq, Nothing, dependsOn: WellKnownPipelineSteps.ProcessParameters);
        AddStep(WellKnownPipelineSteps.Deploy, Nothing, dependsOn: WellKnownPipelineSteps.DeployPrereq);
        AddStep(ManifestStep.Name, ManifestStep.RunAsync);
    }

    public void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null) =>
        AddStep(new PipelineStep { Name = name, Action = action, DependsOnSteps = Names(dependsOn, nameof(dependsOn)), RequiredBySteps = Names(requiredBy, nameof(requiredBy)) });

    public void AddStep(PipelineStep step)
    {
        if (_steps.Exists(existing => existing.Name == step.Name))
        {
            throw new DistributedApplicationException($"There are two steps named '{step.Name}'.");
        }

        _steps.Add(step);
    }

    public async Task ExecuteAsync(PipelineContext context)
    {
        var options = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value;
        var steps = StepOrder.Closure(_steps, options.Step is { Length: > 0 } step ? step : WellKnownPipelineSteps.Publish);
        await new PipelineRun(context, steps).RunAsync();
    }

    private static Task Nothing(PipelineStepContext context) => Task.CompletedTask;

    private static List<string> Names(object? names, string parameter) => names switch
    {
        null => [],
        string name => [name],
        IEnumerable<string> several => [.. several],
        _ => throw new ArgumentException("It must be a string or strings.", parameter),
    };
}
