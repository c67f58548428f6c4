namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ServiceBackendPort
{
    public required int Number { get; init; }
}
