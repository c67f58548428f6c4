namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record StatefulSetSpec
{
    public required string ServiceName { get; init; }

    public required int Replicas { get; init; }

    public required LabelSelector Selector { get; init; }

    public required PodTemplate Template { get; init; }

    public IReadOnlyList<PersistentVolumeClaimTemplate>? VolumeClaimTemplates { get; init; }
}
