namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record NetworkPolicyPeer
{
    public LabelSelector? NamespaceSelector { get; init; }

    public LabelSelector? PodSelector { get; init; }

    public IpBlock? IpBlock { get; init; }
}
