namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ServiceAllocation
{
    public required IReadOnlyList<string> Namespaces { get; init; }
}
