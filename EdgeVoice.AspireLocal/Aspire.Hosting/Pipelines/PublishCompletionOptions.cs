using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>How a run ended.</summary>
[Experimental("ASPIREPIPELINES001")]
public sealed class PublishCompletionOptions
{
    public string? CompletionMessage { get; set; }

    public CompletionState? CompletionState { get; set; }

    public IReadOnlyList<PipelineSummaryItem>? PipelineSummary { get; set; }
}
