using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>A selector that selects nothing is silent: a Service without pods, a budget or a policy that protects nobody.</summary>
internal sealed class SelectorRule() : PerCellRule("selectors", "every selector finds pods; a workload's own are among them")
{
    // Pods that k3s or a chart brings.
    private static readonly string[] s_packaged = ["kube-dns", "metrics-server", "metallb"];

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        foreach (var workload in cell.Workloads.Where(workload => workload.Node.At("spec", "selector") is not null))
        {
            if (!Labels.Match(workload.Node.At("spec", "selector"), Labels.OfPods(workload)))
            {
                yield return Found(workload, "its selector does not match its own pods");
            }

            foreach (var spread in workload.PodSpec.Items("topologySpreadConstraints").Where(spread => !Labels.Match(spread.At("labelSelector"), Labels.OfPods(workload))))
            {
                yield return Found(workload, $"the constraint over {spread.Text("topologyKey")} does not count its own pods");
            }
        }

        foreach (var service in cell.OfKind("Service").Where(service => service.Node.At("spec", "selector") is not null))
        {
            if (!Finds(cell, service.Namespace, service.Node.Map("spec", "selector")))
            {
                yield return Found(service, $"no pod has {Labels.Spell(service.Node.Map("spec", "selector"))}");
            }
        }

        foreach (var document in cell.OfKind("PodDisruptionBudget").Concat(cell.OfKind("NetworkPolicy")))
        {
            var selector = document.Node.At("spec", document.Kind == "NetworkPolicy" ? "podSelector" : "selector").Map("matchLabels");
            if (selector.Count > 0 && !Finds(cell, document.Namespace, selector))
            {
                yield return Found(document, $"no pod has {Labels.Spell(selector)}");
            }
        }
    }

    private static bool Finds(FleetCell cell, string @namespace, IReadOnlyDictionary<string, string> selector) =>
        cell.Workloads.Any(workload => workload.Namespace == @namespace && Labels.Contains(Labels.OfPods(workload), selector))
        || selector.Values.Any(value => s_packaged.Contains(value));
}
