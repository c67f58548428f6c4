namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record DeploymentStrategy
{
    public required string Type { get; init; }

    public RollingUpdate? RollingUpdate { get; init; }
}
