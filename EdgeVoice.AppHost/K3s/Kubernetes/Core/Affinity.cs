namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Affinity
{
    public NodeAffinity? NodeAffinity { get; init; }

    public PodAntiAffinity? PodAntiAffinity { get; init; }
}
