namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record NetworkPolicy : IManifest
{
    public string ApiVersion => "networking.k8s.io/v1";

    public string Kind => "NetworkPolicy";

    public required ObjectMeta Metadata { get; init; }

    public required NetworkPolicySpec Spec { get; init; }
}
