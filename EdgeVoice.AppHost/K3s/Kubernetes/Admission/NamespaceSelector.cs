using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record NamespaceSelector
{
    public IReadOnlyList<LabelRequirement>? MatchExpressions { get; init; }

    public StringMap? MatchLabels { get; init; }
}
