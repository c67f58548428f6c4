using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>An object in a namespace that nobody makes is refused by the API server, halfway through an apply.</summary>
internal sealed class NamespaceRule() : PerCellRule("namespaces", "every object's namespace is made, before the object")
{
    private static readonly string[] s_builtIn = ["default", "kube-system", "kube-public", "kube-node-lease"];

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        var made = new HashSet<string>(s_builtIn);
        var all = cell.OfKind("Namespace").Select(document => document.Name).Concat(s_builtIn).ToHashSet();
        foreach (var document in cell.Documents)
        {
            if (document.Kind == "Namespace")
            {
                made.Add(document.Name);
            }
            else if (!document.IsClusterWide && !made.Contains(document.Namespace))
            {
                yield return Found(document, all.Contains(document.Namespace) ? $"namespace {document.Namespace} is made after it" : $"nobody makes namespace {document.Namespace}");
            }

            if (document.Kind == "HelmChart" && document.Node.Text("spec", "targetNamespace") is { } target && !all.Contains(target))
            {
                yield return Found(document, $"nobody makes namespace {target}");
            }
        }
    }
}
