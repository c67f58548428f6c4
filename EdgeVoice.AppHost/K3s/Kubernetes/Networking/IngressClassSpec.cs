namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record IngressClassSpec
{
    public required string Controller { get; init; }
}
