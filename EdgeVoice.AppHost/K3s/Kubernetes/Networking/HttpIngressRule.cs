namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record HttpIngressRule
{
    public required IReadOnlyList<HttpIngressPath> Paths { get; init; }
}
