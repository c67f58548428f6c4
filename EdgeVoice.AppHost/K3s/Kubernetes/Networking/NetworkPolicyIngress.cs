namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record NetworkPolicyIngress
{
    public IReadOnlyList<NetworkPolicyPeer>? From { get; init; }

    public IReadOnlyList<NetworkPolicyPort>? Ports { get; init; }
}
