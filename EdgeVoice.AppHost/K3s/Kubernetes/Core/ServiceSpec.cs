using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ServiceSpec
{
    public string? Type { get; init; }

    public string? ClusterIP { get; init; }

    public required StringMap Selector { get; init; }

    public required IReadOnlyList<ServicePort> Ports { get; init; }

    public bool? PublishNotReadyAddresses { get; init; }

    public string? ExternalTrafficPolicy { get; init; }

    public bool? AllocateLoadBalancerNodePorts { get; init; }
}
