using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Verification.Schemas;

/// <summary>Enums that Kubernetes validates and that its OpenAPI 2 document leaves out.</summary>
internal static class KnownValues
{
    private const string Core = "io.k8s.api.core.v1.";

    private static readonly Dictionary<string, string[]> s_values = new(StringComparer.Ordinal)
    {
        [Core + "PodSpec.restartPolicy"] = ["Always", "OnFailure", "Never"],
        [Core + "PodSpec.dnsPolicy"] = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"],
        [Core + "Container.imagePullPolicy"] = ["Always", "IfNotPresent", "Never"],
        [Core + "Container.terminationMessagePolicy"] = ["File", "FallbackToLogsOnError"],
        [Core + "ContainerPort.protocol"] = ["TCP", "UDP", "SCTP"],
        [Core + "ServicePort.protocol"] = ["TCP", "UDP", "SCTP"],
        [Core + "HTTPGetAction.scheme"] = ["HTTP", "HTTPS"],
        [Core + "SeccompProfile.type"] = ["RuntimeDefault", "Unconfined", "Localhost"],
        [Core + "ServiceSpec.type"] = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"],
        [Core + "ServiceSpec.externalTrafficPolicy"] = ["Cluster", "Local"],
        [Core + "ServiceSpec.internalTrafficPolicy"] = ["Cluster", "Local"],
        [Core + "ServiceSpec.sessionAffinity"] = ["ClientIP", "None"],
        [Core + "ServiceSpec.ipFamilyPolicy"] = ["SingleStack", "PreferDualStack", "RequireDualStack"],
        [Core + "Taint.effect"] = ["NoSchedule", "PreferNoSchedule", "NoExecute"],
        [Core + "Toleration.effect"] = ["NoSchedule", "PreferNoSchedule", "NoExecute"],
        [Core + "Toleration.operator"] = ["Exists", "Equal"],
        [Core + "TopologySpreadConstraint.whenUnsatisfiable"] = ["DoNotSchedule", "ScheduleAnyway"],
        [Core + "TopologySpreadConstraint.nodeTaintsPolicy"] = ["Honor", "Ignore"],
        [Core + "TopologySpreadConstraint.nodeAffinityPolicy"] = ["Honor", "Ignore"],
        [Core + "NodeSelectorRequirement.operator"] = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"],
        [Core + "HostPathVolumeSource.type"] = ["", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice"],
        [Core + "EmptyDirVolumeSource.medium"] = ["", "Memory", "HugePages"],
        [Core + "PersistentVolumeClaimSpec.volumeMode"] = ["Filesystem", "Block"],
        ["io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement.operator"] = ["In", "NotIn", "Exists", "DoesNotExist"],
        ["io.k8s.api.apps.v1.DeploymentStrategy.type"] = ["RollingUpdate", "Recreate"],
        ["io.k8s.api.apps.v1.DaemonSetUpdateStrategy.type"] = ["RollingUpdate", "OnDelete"],
        ["io.k8s.api.apps.v1.StatefulSetUpdateStrategy.type"] = ["RollingUpdate", "OnDelete"],
        ["io.k8s.api.apps.v1.StatefulSetSpec.podManagementPolicy"] = ["OrderedReady", "Parallel"],
        ["io.k8s.api.batch.v1.CronJobSpec.concurrencyPolicy"] = ["Allow", "Forbid", "Replace"],
        ["io.k8s.api.networking.v1.NetworkPolicyPort.protocol"] = ["TCP", "UDP", "SCTP"],
        ["io.k8s.api.policy.v1.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy"] = ["IfHealthyBudget", "AlwaysAllow"],
        ["io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicySpec.failurePolicy"] = ["Fail", "Ignore"],
    };

    // Lists of strings whose items are such values.
    private static readonly Dictionary<string, string[]> s_lists = new(StringComparer.Ordinal)
    {
        ["io.k8s.api.networking.v1.NetworkPolicySpec.policyTypes"] = ["Ingress", "Egress"],
        [Core + "PersistentVolumeClaimSpec.accessModes"] = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"],
        ["io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec.validationActions"] = ["Deny", "Warn", "Audit"],
    };

    public static void Check(string? definition, string property, JsonNode? value, string path, Action<string, string> add)
    {
        var key = $"{definition}.{property}";
        if (s_values.TryGetValue(key, out var allowed))
        {
            Check(value, allowed, path, add);
        }
        else if (s_lists.TryGetValue(key, out var items) && value is JsonArray array)
        {
            foreach (var (index, item) in array.Index())
            {
                Check(item, items, FormattableString.Invariant($"{path}[{index}]"), add);
            }
        }
    }

    private static void Check(JsonNode? value, string[] allowed, string path, Action<string, string> add)
    {
        if (value is JsonValue scalar && scalar.TryGetValue<string>(out var text) && !allowed.Contains(text))
        {
            add(path, $"is '{text}', allowed are {string.Join(", ", allowed.Where(name => name.Length > 0))}");
        }
    }
}
