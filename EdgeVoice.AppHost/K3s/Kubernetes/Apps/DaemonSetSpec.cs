namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record DaemonSetSpec
{
    public DeploymentStrategy? UpdateStrategy { get; init; }

    public required LabelSelector Selector { get; init; }

    public required PodTemplate Template { get; init; }
}
