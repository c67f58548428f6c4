namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record JobTemplate
{
    public required JobSpec Spec { get; init; }
}
