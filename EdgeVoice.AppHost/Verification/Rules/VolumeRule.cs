using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

internal sealed class VolumeRule() : PerCellRule("volumes", "every mounted volume is declared, every claim is there")
{
    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        foreach (var workload in cell.Workloads)
        {
            var templates = workload.Node.Items("spec", "volumeClaimTemplates").Select(template => template.Text("metadata", "name") ?? "");
            var volumes = workload.PodSpec.Items("volumes").Select(volume => volume.Text("name") ?? "").Concat(templates).ToHashSet();
            var mounted = workload.Containers.SelectMany(container => container.Items("volumeMounts").Select(mount => mount.Text("name") ?? "")).ToHashSet();
            foreach (var name in mounted.Except(volumes))
            {
                yield return Found(workload, $"mounts volume {name}, which it does not declare");
            }

            foreach (var name in volumes.Except(mounted))
            {
                yield return Found(workload, $"declares volume {name}, which nobody mounts");
            }

            foreach (var claim in workload.PodSpec.Items("volumes").Select(volume => volume.Text("persistentVolumeClaim", "claimName")).OfType<string>())
            {
                if (cell.Find("PersistentVolumeClaim", workload.Namespace, claim) is null)
                {
                    yield return Found(workload, $"there is no PersistentVolumeClaim {workload.Namespace}/{claim}");
                }
            }
        }
    }
}
