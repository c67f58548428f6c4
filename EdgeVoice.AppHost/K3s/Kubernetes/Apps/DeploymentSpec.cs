namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record DeploymentSpec
{
    public required int Replicas { get; init; }

    public int? RevisionHistoryLimit { get; init; }

    public int? ProgressDeadlineSeconds { get; init; }

    public required DeploymentStrategy Strategy { get; init; }

    public required LabelSelector Selector { get; init; }

    public required PodTemplate Template { get; init; }
}
