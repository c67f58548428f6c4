using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>A pod that its namespace's Pod Security level does not allow is never made, and the Deployment only says so in its events.</summary>
internal sealed class PodSecurityRule() : PerCellRule("pod-security", "every pod is allowed by its namespace's level; the host's network is only used where the namespace is privileged")
{
    private const string Level = "pod-security.kubernetes.io/enforce";

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        foreach (var workload in cell.Workloads.Where(workload => workload.Namespace != "kube-system"))
        {
            var level = cell.Find("Namespace", "", workload.Namespace)?.Node.Map("metadata", "labels").GetValueOrDefault(Level) ?? "baseline";
            var problems = level switch
            {
                "privileged" => [],
                "restricted" => Baseline(workload).Concat(Restricted(workload)),
                _ => Baseline(workload),
            };
            foreach (var problem in problems)
            {
                yield return Found(workload, $"{problem}, which {workload.Namespace} ({level}) does not allow");
            }
        }
    }

    private static IEnumerable<string> Baseline(FleetDocument workload)
    {
        foreach (var field in new[] { "hostNetwork", "hostPID", "hostIPC" })
        {
            if (workload.PodSpec.Flag(field) == true)
            {
                yield return $"uses {field}";
            }
        }

        if (workload.PodSpec.Items("volumes").Any(volume => volume.At("hostPath") is not null))
        {
            yield return "mounts a path of the host";
        }

        foreach (var container in workload.Containers)
        {
            if (container.Flag("securityContext", "privileged") == true)
            {
                yield return $"{container.Text("name")} is privileged";
            }

            if (container.Items("ports").Any(port => port.Number("hostPort") is not null))
            {
                yield return $"{container.Text("name")} has a port of the host";
            }
        }
    }

    private static IEnumerable<string> Restricted(FleetDocument workload)
    {
        var pod = workload.PodSpec.At("securityContext");
        foreach (var container in workload.Containers)
        {
            var own = container.At("securityContext");
            var name = container.Text("name");
            if (own.Flag("allowPrivilegeEscalation") != false)
            {
                yield return $"{name} may escalate privileges";
            }

            if (!own.Texts("capabilities", "drop").Contains("ALL"))
            {
                yield return $"{name} keeps capabilities";
            }

            if ((own.Flag("runAsNonRoot") ?? pod.Flag("runAsNonRoot")) != true)
            {
                yield return $"{name} may run as root";
            }

            if ((own.Text("seccompProfile", "type") ?? pod.Text("seccompProfile", "type")) is not ("RuntimeDefault" or "Localhost"))
            {
                yield return $"{name} has no seccomp profile";
            }

            foreach (var capability in own.Texts("capabilities", "add").Where(capability => capability != "NET_BIND_SERVICE"))
            {
                yield return $"{name} adds {capability}";
            }
        }
    }
}
