namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PodSecurityContext
{
    public bool? RunAsNonRoot { get; init; }

    public int? RunAsUser { get; init; }

    public int? RunAsGroup { get; init; }

    public int? FsGroup { get; init; }

    public string? FsGroupChangePolicy { get; init; }

    public SeccompProfile? SeccompProfile { get; init; }
}
