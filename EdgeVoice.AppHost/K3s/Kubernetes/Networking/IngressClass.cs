namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record IngressClass : IManifest
{
    public string ApiVersion => "networking.k8s.io/v1";

    public string Kind => "IngressClass";

    public required ObjectMeta Metadata { get; init; }

    public required IngressClassSpec Spec { get; init; }
}
