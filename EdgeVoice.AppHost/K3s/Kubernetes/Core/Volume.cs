namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Volume
{
    public required string Name { get; init; }

    public EmptyDir? EmptyDir { get; init; }

    public ConfigMapVolume? ConfigMap { get; init; }

    public SecretVolume? Secret { get; init; }

    public HostPath? HostPath { get; init; }

    public ClaimVolume? PersistentVolumeClaim { get; init; }
}
