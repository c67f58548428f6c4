using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>Service accounts that pods and role bindings name, and the roles that bindings name.</summary>
internal sealed class ServiceAccountRule() : PerCellRule("service-accounts", "every service account and role that is named is there")
{
    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        foreach (var workload in cell.Workloads)
        {
            if (workload.PodSpec.Text("serviceAccountName") is { } account && account != "default" && cell.Find("ServiceAccount", workload.Namespace, account) is null)
            {
                yield return Found(workload, $"there is no ServiceAccount {workload.Namespace}/{account}");
            }
        }

        foreach (var binding in cell.OfKind("RoleBinding").Concat(cell.OfKind("ClusterRoleBinding")))
        {
            var (kind, role) = (binding.Node.Text("roleRef", "kind") ?? "", binding.Node.Text("roleRef", "name") ?? "");
            if (cell.Find(kind, kind == "Role" ? binding.Namespace : "", role) is null && !role.StartsWith("system:", StringComparison.Ordinal))
            {
                yield return Found(binding, $"there is no {kind} {role}");
            }

            foreach (var subject in binding.Node.Items("subjects").Where(subject => subject.Text("kind") == "ServiceAccount"))
            {
                if (cell.Find("ServiceAccount", subject.Text("namespace") ?? "default", subject.Text("name") ?? "") is null)
                {
                    yield return Found(binding, $"there is no ServiceAccount {subject.Text("namespace")}/{subject.Text("name")}");
                }
            }
        }
    }
}
