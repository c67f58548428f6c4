namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record LifecycleHandler
{
    public SleepAction? Sleep { get; init; }
}
