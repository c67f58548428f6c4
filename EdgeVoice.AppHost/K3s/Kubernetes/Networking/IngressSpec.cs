namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record IngressSpec
{
    public required string IngressClassName { get; init; }

    public required IReadOnlyList<IngressRule> Rules { get; init; }
}
