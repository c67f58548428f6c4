using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PodSpec
{
    public string? ServiceAccountName { get; init; }

    public bool? AutomountServiceAccountToken { get; init; }

    public bool? EnableServiceLinks { get; init; }

    public bool? HostNetwork { get; init; }

    public string? DnsPolicy { get; init; }

    public PodDnsConfig? DnsConfig { get; init; }

    public string? PriorityClassName { get; init; }

    public string? RestartPolicy { get; init; }

    public int? TerminationGracePeriodSeconds { get; init; }

    public PodSecurityContext? SecurityContext { get; init; }

    public StringMap? NodeSelector { get; init; }

    public Affinity? Affinity { get; init; }

    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    public IReadOnlyList<TopologySpreadConstraint>? TopologySpreadConstraints { get; init; }

    public IReadOnlyList<Container>? InitContainers { get; init; }

    public required IReadOnlyList<Container> Containers { get; init; }

    public IReadOnlyList<Volume>? Volumes { get; init; }
}
