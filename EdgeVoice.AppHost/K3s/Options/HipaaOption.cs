using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Workloads;
using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Options;

/// <summary>Reserved nodes for what holds protected health information. With the region's setting its own manifests are pinned as well; the component is for cells that are changed by hand.</summary>
internal static class HipaaOption
{
    private const string Option = OptionFiles.Hipaa;
    private const string PolicyName = "edgevoice-compliance";
    private const string AnyName = "any";
    private const string PolicyFile = "admission-policy.yaml";

    public static IEnumerable<PublishedFile> Files()
    {
        var pinned = string.Join('|', CompliancePins.Pinned);
        var labelled = YamlText.Of(new { apiVersion = "v1", kind = "Namespace", metadata = new { name = AnyName, labels = new StringMap { [Compliance.TaintKey] = Compliance.Value } } });
        var pin = YamlText.Of(Patch("apps/v1", "Deployment", new { template = Pin() }));
        var pinCronJob = YamlText.Of(Patch("batch/v1", "CronJob", new { jobTemplate = new { spec = new { template = Pin() } } }));
        return
        [
            OptionFiles.Manifest(Option, PolicyFile, [Policy(), Binding()]),
            OptionFiles.Component(Option, [PolicyFile],
            [
                new() { Patch = labelled, Target = new() { Kind = "Namespace", Name = pinned } },
                new() { Patch = pin, Target = new() { Kind = "Deployment", Namespace = pinned } },
                new() { Patch = pin, Target = new() { Kind = "StatefulSet", Namespace = pinned } },
                new() { Patch = pin, Target = new() { Kind = "Job", Namespace = pinned } },
                new() { Patch = pinCronJob, Target = new() { Kind = "CronJob", Namespace = pinned } },
            ]),
            OptionFiles.ReadMe(Option, ("taint", $"{Compliance.TaintKey}={Compliance.Value}:NoSchedule"), ("label", $"{Compliance.NodeLabel}={Compliance.Value}")),
        ];
    }

    // kustomize ignores the name of a patch that has a target.
    private static object Patch(string apiVersion, string kind, object spec) => new { apiVersion, kind, metadata = new { name = AnyName }, spec };

    private static object Pin() => new { spec = new { nodeSelector = CompliancePins.NodeSelector, tolerations = new[] { CompliancePins.Toleration } } };

    private static ValidatingAdmissionPolicy Policy() => new()
    {
        Metadata = new() { Name = PolicyName },
        Spec = new()
        {
            FailurePolicy = "Fail",
            MatchConstraints = new() { ResourceRules = [new() { ApiGroups = [""], ApiVersions = ["v1"], Operations = ["CREATE", "UPDATE"], Resources = ["pods"] }] },
            Validations =
            [
                new()
                {
                    Expression = $"has(object.spec.nodeSelector) && '{Compliance.NodeLabel}' in object.spec.nodeSelector && object.spec.nodeSelector['{Compliance.NodeLabel}'] == '{Compliance.Value}'",
                    Message = $"pods of this namespace must have the node selector {Compliance.NodeLabel}: {Compliance.Value}",
                },
            ],
        },
    };

    private static ValidatingAdmissionPolicyBinding Binding() => new()
    {
        Metadata = new() { Name = PolicyName },
        Spec = new()
        {
            PolicyName = PolicyName,
            ValidationActions = ["Deny", "Audit"],
            MatchResources = new() { NamespaceSelector = new() { MatchLabels = new() { [Compliance.TaintKey] = Compliance.Value } } },
        },
    };
}
