namespace Aspire.Hosting.Pipelines;

/// <summary>How far a step or a task has come.</summary>
public enum CompletionState
{
    InProgress = 0,
    Completed = 1,
    CompletedWithWarning = 2,
    CompletedWithError = 3,
}
