namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record NodeSelector
{
    public required IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init; }
}
