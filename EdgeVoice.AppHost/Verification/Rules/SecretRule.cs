using EdgeVoice.AppHost.Rollout;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>What pods read and what the operator is asked to bring are the same list.</summary>
internal sealed class SecretRule() : PerCellRule("secrets", "secrets referenced and secrets required are the same, with their keys")
{
    // Read by k3s and not by a pod.
    private const string System = "kube-system";

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        var file = cell.Path(RequiredSecrets.FileName);
        var required = RequiredSecrets.Of(fleet, cell.Region);
        var used = new HashSet<(string, string, string)>();
        foreach (var workload in cell.Workloads)
        {
            foreach (var reference in PodReferences.To("secret", workload))
            {
                var secret = required.FirstOrDefault(entry => entry.Namespace == workload.Namespace && entry.Name == reference.Name);
                if (secret is null)
                {
                    yield return Found(workload, $"reads secret {workload.Namespace}/{reference.Name}, which {RequiredSecrets.FileName} does not list");
                    continue;
                }

                foreach (var key in reference.Keys.Count > 0 ? reference.Keys : secret.Keys)
                {
                    used.Add((secret.Namespace, secret.Name, key));
                    if (!secret.Keys.Contains(key))
                    {
                        yield return Found(workload, $"reads key {key} of secret {secret}, which {RequiredSecrets.FileName} does not list");
                    }
                }
            }
        }

        foreach (var secret in required.Where(secret => secret.Namespace != System))
        {
            foreach (var key in secret.Keys.Where(key => !used.Contains((secret.Namespace, secret.Name, key))))
            {
                yield return new Finding(file, $"asks for key {key} of secret {secret}, which nobody reads");
            }
        }
    }
}
