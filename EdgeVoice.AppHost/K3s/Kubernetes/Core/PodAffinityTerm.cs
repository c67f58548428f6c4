namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PodAffinityTerm
{
    public required LabelSelector LabelSelector { get; init; }

    public required string TopologyKey { get; init; }
}
