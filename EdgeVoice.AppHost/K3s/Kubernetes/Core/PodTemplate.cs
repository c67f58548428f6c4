namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PodTemplate
{
    public required PodMeta Metadata { get; init; }

    public required PodSpec Spec { get; init; }
}
