using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>A pod that names a ConfigMap or key that is not there never starts.</summary>
internal sealed class ConfigReferenceRule() : PerCellRule("config-maps", "every ConfigMap and key that a pod names is there")
{
    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell) => cell.Workloads
        .SelectMany(workload => PodReferences.To("configMap", workload).Where(reference => !reference.Optional).Select(reference => (workload, reference)))
        .SelectMany(pair => Check(cell, pair.workload, pair.reference));

    private static IEnumerable<Finding> Check(FleetCell cell, FleetDocument workload, PodReference reference)
    {
        var map = cell.Find("ConfigMap", workload.Namespace, reference.Name);
        if (map is null)
        {
            // Kubernetes puts this one into every namespace.
            return reference.Name == "kube-root-ca.crt" || IsPackaged(workload.Namespace, reference.Name) ? [] : [Found(workload, $"there is no ConfigMap {workload.Namespace}/{reference.Name}")];
        }

        return reference.Keys
            .Where(key => map.Node.At("data", key) is null && map.Node.At("binaryData", key) is null)
            .Select(key => Found(workload, $"ConfigMap {workload.Namespace}/{reference.Name} has no key {key}"));
    }

    // k3s' own, which the DNS cache reads.
    private static bool IsPackaged(string @namespace, string name) => @namespace == "kube-system" && name is "coredns" or "coredns-custom" or "kube-dns";
}
