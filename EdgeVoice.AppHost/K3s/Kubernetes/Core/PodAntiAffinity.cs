namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PodAntiAffinity
{
    public required IReadOnlyList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; }
}
