namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record NetworkPolicySpec
{
    public required LabelSelector PodSelector { get; init; }

    public required IReadOnlyList<string> PolicyTypes { get; init; }

    public IReadOnlyList<NetworkPolicyIngress>? Ingress { get; init; }

    public IReadOnlyList<NetworkPolicyEgress>? Egress { get; init; }
}
