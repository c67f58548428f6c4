namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record SeccompProfile
{
    public required string Type { get; init; }
}
