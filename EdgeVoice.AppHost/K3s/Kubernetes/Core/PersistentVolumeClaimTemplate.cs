namespace EdgeVoice.AppHost.K3s.Kubernetes;

/// <summary>A claim that a StatefulSet makes for each of its pods.</summary>
internal sealed record PersistentVolumeClaimTemplate
{
    public required ObjectMeta Metadata { get; init; }

    public required PersistentVolumeClaimSpec Spec { get; init; }
}
