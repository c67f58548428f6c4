namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record NodeAffinity
{
    public required NodeSelector RequiredDuringSchedulingIgnoredDuringExecution { get; init; }
}
