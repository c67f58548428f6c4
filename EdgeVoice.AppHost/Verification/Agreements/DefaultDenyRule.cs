using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>Policies only add; without one that denies, everything is allowed that none names.</summary>
internal sealed class DefaultDenyRule() : PerCellRule("default-deny", "every namespace with pods denies what no policy allows, and resolves names")
{
    // k3s' own, whose pods are the cluster itself.
    private const string System = "kube-system";

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        foreach (var workloads in cell.Workloads.Where(workload => workload.Namespace != System).GroupBy(workload => workload.Namespace))
        {
            var policies = cell.OfKind("NetworkPolicy").Where(policy => policy.Namespace == workloads.Key && policy.Node.Map("spec", "podSelector", "matchLabels").Count == 0).ToArray();
            if (!policies.Any(policy => policy.Node.Texts("spec", "policyTypes").Order(StringComparer.Ordinal).SequenceEqual(["Egress", "Ingress"])
                && !policy.Node.Items("spec", "ingress").Any() && !policy.Node.Items("spec", "egress").Any()))
            {
                yield return Found(workloads.First(), $"namespace {workloads.Key} has no policy that denies everything");
            }

            if (!policies.Any(policy => policy.Node.Items("spec", "egress").SelectMany(rule => rule.Items("ports")).Any(port => port.Number("port") == 53)))
            {
                yield return Found(workloads.First(), $"namespace {workloads.Key} has no policy that lets its pods resolve names");
            }
        }
    }
}
