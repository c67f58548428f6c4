namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record JobSpec
{
    public required int BackoffLimit { get; init; }

    public int? ActiveDeadlineSeconds { get; init; }

    public int? TtlSecondsAfterFinished { get; init; }

    public required PodTemplate Template { get; init; }
}
