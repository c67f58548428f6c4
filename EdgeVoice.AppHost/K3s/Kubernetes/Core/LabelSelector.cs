using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

/// <summary>Without labels it selects everything.</summary>
internal sealed record LabelSelector
{
    public StringMap? MatchLabels { get; init; }
}
