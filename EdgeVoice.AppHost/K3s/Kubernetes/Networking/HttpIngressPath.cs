namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record HttpIngressPath
{
    public required string Path { get; init; }

    public required string PathType { get; init; }

    public required IngressBackend Backend { get; init; }
}
