using System.Collections.Concurrent;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.AppHost.Steps;

/// <summary>Keeps what steps say; Aspire's CLI would print it.</summary>
internal sealed class RecordingReporter : IPipelineActivityReporter
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default) => Task.FromResult<IReportingStep>(new Step(_lines));

    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CompletePublishAsync(string? completionMessage, CompletionState? completionState, CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed class Step(ConcurrentQueue<string> lines) : IReportingStep
    {
        public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default) => Task.FromResult<IReportingTask>(new Work());

        public Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => Task.FromResult<IReportingTask>(new Work());

        public void Log(LogLevel logLevel, string message, bool enableMarkdown) => lines.Enqueue(message);

        public void Log(LogLevel logLevel, string message) => lines.Enqueue(message);

        public void Log(LogLevel logLevel, MarkdownString message) => lines.Enqueue(message.Value);

        public Task CompleteAsync(string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task CompleteAsync(MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Work : IReportingTask
    {
        public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task CompleteAsync(string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task CompleteAsync(MarkdownString completionMessage, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
