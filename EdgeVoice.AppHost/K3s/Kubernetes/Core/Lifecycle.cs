namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Lifecycle
{
    public required LifecycleHandler PreStop { get; init; }
}
