namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ClusterRole : IManifest
{
    public string ApiVersion => "rbac.authorization.k8s.io/v1";

    public string Kind => "ClusterRole";

    public required ObjectMeta Metadata { get; init; }

    public required IReadOnlyList<PolicyRule> Rules { get; init; }
}
