namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PodDnsConfig
{
    public required IReadOnlyList<PodDnsConfigOption> Options { get; init; }
}
