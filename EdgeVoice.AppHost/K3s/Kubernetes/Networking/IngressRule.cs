namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record IngressRule
{
    public string? Host { get; init; }

    public required HttpIngressRule Http { get; init; }
}
