using Aspire.Hosting.Pipelines;
using EdgeVoice.AspireLocal.Orchestration;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>The voice of one step.</summary>
internal sealed class ConsoleStep(ResourceConsole console, string title) : IReportingStep
{
    public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default)
    {
        console.WriteLine(title, statusText);
        return Task.FromResult<IReportingTask>(new ConsoleTask(this));
    }

    public void Log(LogLevel logLevel, string message) => console.WriteLine(title, logLevel switch
    {
        LogLevel.Warning => $"warning: {message}",
        >= LogLevel.Error => $"error: {message}",
        _ => message,
    });

    public Task CompleteAsync(string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        Log(Level(completionState), completionText);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static LogLevel Level(CompletionState state) => state switch
    {
        CompletionState.CompletedWithWarning => LogLevel.Warning,
        CompletionState.CompletedWithError => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
