using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>The voice of a part of a step: a line at each change.</summary>
internal sealed class ConsoleTask(ConsoleStep step) : IReportingTask
{
    public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default)
    {
        step.Log(LogLevel.Information, statusText);
        return Task.CompletedTask;
    }

    public Task CompleteAsync(string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        if (completionMessage is not null)
        {
            step.Log(ConsoleStep.Level(completionState), completionMessage);
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
