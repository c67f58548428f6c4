namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record IngressBackend
{
    public required IngressServiceBackend Service { get; init; }
}
