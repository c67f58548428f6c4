namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ClaimVolume
{
    public required string ClaimName { get; init; }
}
