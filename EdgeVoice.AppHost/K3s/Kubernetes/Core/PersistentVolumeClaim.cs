namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PersistentVolumeClaim : IManifest
{
    public string ApiVersion => "v1";

    public string Kind => "PersistentVolumeClaim";

    public required ObjectMeta Metadata { get; init; }

    public required PersistentVolumeClaimSpec Spec { get; init; }
}
