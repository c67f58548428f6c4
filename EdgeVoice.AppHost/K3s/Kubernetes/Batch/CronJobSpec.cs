namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record CronJobSpec
{
    public required string Schedule { get; init; }

    public required string TimeZone { get; init; }

    public required string ConcurrencyPolicy { get; init; }

    public int? StartingDeadlineSeconds { get; init; }

    public int? SuccessfulJobsHistoryLimit { get; init; }

    public int? FailedJobsHistoryLimit { get; init; }

    public required JobTemplate JobTemplate { get; init; }
}
