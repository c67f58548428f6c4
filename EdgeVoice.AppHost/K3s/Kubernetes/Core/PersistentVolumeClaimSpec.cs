namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PersistentVolumeClaimSpec
{
    public required IReadOnlyList<string> AccessModes { get; init; }

    public string? StorageClassName { get; init; }

    public required ResourceRequirements Resources { get; init; }
}
