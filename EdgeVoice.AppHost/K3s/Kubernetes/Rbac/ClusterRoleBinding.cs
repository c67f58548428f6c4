namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ClusterRoleBinding : IManifest
{
    public string ApiVersion => "rbac.authorization.k8s.io/v1";

    public string Kind => "ClusterRoleBinding";

    public required ObjectMeta Metadata { get; init; }

    public required RoleRef RoleRef { get; init; }

    public required IReadOnlyList<Subject> Subjects { get; init; }
}
