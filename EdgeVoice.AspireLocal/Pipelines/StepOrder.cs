using Aspire.Hosting;
using Aspire.Hosting.Pipelines;

namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>What has to run for one step, and in which order.</summary>
internal static class StepOrder
{
    /// <summary>The step after everything that it depends on; otherwise in the order in which steps were added.</summary>
    /// <exception cref="DistributedApplicationException">A step is missing, or steps wait for one another.</exception>
    public static IReadOnlyList<PipelineStep> Closure(IReadOnlyList<PipelineStep> steps, string target)
    {
        var byName = steps.ToDictionary(step => step.Name);
        if (!byName.TryGetValue(target, out var last))
        {
            throw new DistributedApplicationException($"There is no step '{target}'. Steps: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}.");
        }

        var ordered = new List<PipelineStep>();
        var open = new List<string>();
        Visit(last);
        return ordered;

        void Visit(PipelineStep step)
        {
            if (ordered.Contains(step))
            {
                return;
            }

            if (open.IndexOf(step.Name) is var start and >= 0)
            {
                throw new DistributedApplicationException($"Steps wait for one another: {string.Join(" -> ", open.Skip(start).Append(step.Name))}.");
            }

            open.Add(step.Name);
            foreach (var before in Before(step))
            {
                Visit(before);
            }

            open.RemoveAt(open.Count - 1);
            ordered.Add(step);
        }

        IEnumerable<PipelineStep> Before(PipelineStep step) => step.DependsOnSteps
            .Select(name => byName.GetValueOrDefault(name) ?? throw new DistributedApplicationException($"Step '{step.Name}' depends on '{name}', which does not exist."))
            .Concat(steps.Where(other => other.RequiredBySteps.Contains(step.Name)));
    }
}
