using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Host;

/// <summary>What the API server writes down. Of Secrets never more than who touched which.</summary>
internal sealed record AuditPolicy
{
    public string ApiVersion { get; } = "audit.k8s.io/v1";

    public string Kind { get; } = "Policy";

    public IReadOnlyList<string> OmitStages { get; } = ["RequestReceived"];

    public IReadOnlyList<AuditRule> Rules { get; } =
    [
        new() { Level = "Metadata", Resources = [new() { Group = "", Resources = ["secrets", "configmaps", "serviceaccounts/token"] }, new() { Group = "authentication.k8s.io", Resources = ["tokenreviews"] }] },
        // What nodes and the control plane ask each other all day.
        new() { Level = "None", Users = ["system:kube-proxy", "system:apiserver", "system:kube-scheduler", "system:kube-controller-manager"], Verbs = ["get", "list", "watch"] },
        new() { Level = "None", UserGroups = ["system:nodes"], Verbs = ["get", "list", "watch"] },
        new() { Level = "None", NonResourceURLs = ["/healthz*", "/livez*", "/readyz*", "/version"] },
        new() { Level = "None", Resources = [new() { Group = "coordination.k8s.io", Resources = ["leases"] }, new() { Group = "", Resources = ["events"] }] },
        // Somebody inside a pod, or changing what runs.
        new() { Level = "RequestResponse", Verbs = ["create", "update", "patch", "delete"], Resources = [new() { Group = "rbac.authorization.k8s.io" }, new() { Group = "networking.k8s.io" }, new() { Group = "admissionregistration.k8s.io" }] },
        new() { Level = "Request", Resources = [new() { Group = "", Resources = ["pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers"] }] },
        new() { Level = "Request", Verbs = ["create", "update", "patch", "delete", "deletecollection"] },
        new() { Level = "Metadata" },
    ];

    public static string ToYaml() => YamlText.Of(new AuditPolicy());
}
