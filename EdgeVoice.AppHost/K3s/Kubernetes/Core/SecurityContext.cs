namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record SecurityContext
{
    public bool? AllowPrivilegeEscalation { get; init; }

    public bool? ReadOnlyRootFilesystem { get; init; }

    public bool? RunAsNonRoot { get; init; }

    public int? RunAsUser { get; init; }

    public bool? Privileged { get; init; }

    public Capabilities? Capabilities { get; init; }
}
