namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ConfigMapVolume
{
    public required string Name { get; init; }

    public IReadOnlyList<KeyToPath>? Items { get; init; }

    public bool? Optional { get; init; }
}
