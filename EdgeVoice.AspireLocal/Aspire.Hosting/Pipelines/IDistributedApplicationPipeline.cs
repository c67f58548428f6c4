using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>What publish mode can do: steps with an order.</summary>
[Experimental("ASPIREPIPELINES001")]
public interface IDistributedApplicationPipeline
{
    /// <param name="name">What <c>--step</c> names.</param>
    /// <param name="action">The work; it fails by throwing.</param>
    /// <param name="dependsOn">Names of steps that come before this one: a string or strings.</param>
    /// <param name="requiredBy">Names of steps that are not done without this one: a string or strings.</param>
    /// <exception cref="DistributedApplicationException">There is a step with this name.</exception>
    void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null);

    /// <exception cref="DistributedApplicationException">There is a step with this name.</exception>
    void AddStep(PipelineStep step);

    /// <summary>Runs the asked step after all that it depends on.</summary>
    /// <exception cref="DistributedApplicationException">The step does not exist, the order has a circle, or a step failed.</exception>
    Task ExecuteAsync(PipelineContext context);
}
