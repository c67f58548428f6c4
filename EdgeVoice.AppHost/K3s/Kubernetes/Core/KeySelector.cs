namespace EdgeVoice.AppHost.K3s.Kubernetes;

/// <summary>A key of a Secret or ConfigMap in the pod's namespace.</summary>
internal sealed record KeySelector
{
    public required string Name { get; init; }

    public required string Key { get; init; }
}
