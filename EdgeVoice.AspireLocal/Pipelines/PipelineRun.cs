using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>Steps one after another; the first failure ends the run.</summary>
internal sealed class PipelineRun(PipelineContext context, IReadOnlyList<PipelineStep> steps)
{
    private readonly List<StepResult> _results = [];

    /// <exception cref="DistributedApplicationException">A step failed.</exception>
    public async Task RunAsync()
    {
        var reporter = context.Services.GetRequiredService<IPipelineActivityReporter>();
        var state = CompletionState.CompletedWithError;
        try
        {
            foreach (var step in steps)
            {
                await RunAsync(reporter, step);
            }

            state = CompletionState.Completed;
        }
        finally
        {
            _results.AddRange(steps.Skip(_results.Count).Select(step => new StepResult(step.Name, StepOutcome.NotRun, TimeSpan.Zero)));
            context.Services.GetRequiredService<StepTable>().Write(_results);
            await reporter.CompletePublishAsync(new PublishCompletionOptions { CompletionState = state, PipelineSummary = context.Summary.Items }, CancellationToken.None);
        }
    }

    private async Task RunAsync(IPipelineActivityReporter reporter, PipelineStep step)
    {
        var watch = Stopwatch.StartNew();
        await using var reporting = await reporter.CreateStepAsync(step.Name, context.CancellationToken);
        var outcome = StepOutcome.Failed;
        try
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await step.Action(new PipelineStepContext { PipelineContext = context, ReportingStep = reporting });
            outcome = StepOutcome.Done;
        }
        catch (Exception exception) when (exception is not (DistributedApplicationException or OperationCanceledException))
        {
            throw new DistributedApplicationException($"Step '{step.Name}' failed: {exception.Message}", exception);
        }
        finally
        {
            _results.Add(new StepResult(step.Name, outcome, watch.Elapsed));
        }
    }
}
