namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record NodeSelectorTerm
{
    public required IReadOnlyList<LabelRequirement> MatchExpressions { get; init; }
}
