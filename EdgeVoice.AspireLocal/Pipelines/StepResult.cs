namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>A line of the table at the end of a run.</summary>
internal sealed record StepResult(string Name, StepOutcome Outcome, TimeSpan Duration);
