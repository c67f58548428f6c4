namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record IngressServiceBackend
{
    public required string Name { get; init; }

    public required ServiceBackendPort Port { get; init; }
}
