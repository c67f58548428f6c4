namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Ingress : IManifest
{
    public string ApiVersion => "networking.k8s.io/v1";

    public string Kind => "Ingress";

    public required ObjectMeta Metadata { get; init; }

    public required IngressSpec Spec { get; init; }
}
