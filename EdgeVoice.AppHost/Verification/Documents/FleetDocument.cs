using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Verification.Documents;

/// <summary>One document of one file.</summary>
/// <param name="File">Path below the fleet's folder.</param>
/// <param name="Node">What it says.</param>
internal sealed record FleetDocument(string File, JsonNode Node)
{
    private static readonly HashSet<string> s_workloads = new(StringComparer.Ordinal) { "Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "Job", "CronJob", "Pod" };

    // Kinds that belong to no namespace.
    private static readonly HashSet<string> s_clusterKinds = new(StringComparer.Ordinal)
    {
        "Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "PriorityClass", "StorageClass", "IngressClass", "RuntimeClass", "PersistentVolume", "Node", "GatewayClass",
        "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration",
    };

    public string ApiVersion => Node.Text("apiVersion") ?? "";

    public string Kind => Node.Text("kind") ?? "";

    public string Name => Node.Text("metadata", "name") ?? "";

    public bool IsClusterWide => s_clusterKinds.Contains(Kind);

    public string Namespace => IsClusterWide ? "" : Node.Text("metadata", "namespace") ?? "default";

    public bool IsWorkload => s_workloads.Contains(Kind);

    /// <summary>Such as <c>Deployment voice/agent</c>.</summary>
    public string Identity => $"{Kind} {(Namespace.Length == 0 ? "" : $"{Namespace}/")}{Name}";

    /// <summary>The pods that a workload makes: their metadata and spec.</summary>
    public JsonNode? PodTemplate => Kind switch
    {
        "Pod" => Node,
        "CronJob" => Node.At("spec", "jobTemplate", "spec", "template"),
        _ when IsWorkload => Node.At("spec", "template"),
        _ => null,
    };

    public JsonNode? PodSpec => PodTemplate.At("spec");

    public IEnumerable<JsonNode> Containers => PodSpec.Items("initContainers").Concat(PodSpec.Items("containers"));

    public override string ToString() => $"{File}: {Identity}";
}
