using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PodDisruptionBudgetSpec
{
    public required IntOrString MaxUnavailable { get; init; }

    public required string UnhealthyPodEvictionPolicy { get; init; }

    public required LabelSelector Selector { get; init; }
}
