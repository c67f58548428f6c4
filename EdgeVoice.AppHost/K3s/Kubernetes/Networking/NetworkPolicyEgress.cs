namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record NetworkPolicyEgress
{
    public IReadOnlyList<NetworkPolicyPeer>? To { get; init; }

    public IReadOnlyList<NetworkPolicyPort>? Ports { get; init; }
}
