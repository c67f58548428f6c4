namespace EdgeVoice.AspireLocal.Pipelines;

internal enum StepOutcome
{
    Done,
    Failed,
    NotRun,
}
