using Aspire.Hosting.Pipelines;
using EdgeVoice.AspireLocal.Orchestration;

namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>Steps speak line by line, as resources do in a run.</summary>
internal sealed class ConsoleReporter(ResourceConsole console) : IPipelineActivityReporter
{
    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default) => Task.FromResult<IReportingStep>(new ConsoleStep(console, title));

    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default)
    {
        foreach (var item in options?.PipelineSummary ?? [])
        {
            console.WriteLine($"{item.Key}: {item.Value}");
        }

        return Task.CompletedTask;
    }
}
