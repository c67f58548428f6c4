using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>
/// Puts whatever touches audio, journal or telemetry on the reserved nodes. The toleration only lets a pod in; the selector
/// keeps it there; the admission policy refuses a pod that lacks it.
/// </summary>
internal static class CompliancePins
{
    /// <summary>Namespaces with protected health information: media, calls, journal.</summary>
    public static readonly IReadOnlyList<string> Pinned = [Namespaces.Data, Namespaces.EdgeVoice, Namespaces.LiveKit];

    public static readonly Toleration Toleration = new() { Key = Compliance.TaintKey, Operator = "Exists", Effect = "NoSchedule" };

    public static readonly StringMap NodeSelector = new() { [Compliance.NodeLabel] = Compliance.Value };

    public static IManifest Apply(IManifest manifest) => manifest switch
    {
        Namespace space when Pinned.Contains(space.Metadata.Name) => space with
        {
            Metadata = space.Metadata with { Labels = space.Metadata.Labels!.With([new(Compliance.TaintKey, Compliance.Value)]) },
        },
        _ when !Pinned.Contains(manifest.Metadata.Namespace ?? "") => manifest,
        Deployment deployment => deployment with { Spec = deployment.Spec with { Template = Pin(deployment.Spec.Template) } },
        StatefulSet set => set with { Spec = set.Spec with { Template = Pin(set.Spec.Template) } },
        Job job => job with { Spec = Pin(job.Spec) },
        CronJob job => job with { Spec = job.Spec with { JobTemplate = new() { Spec = Pin(job.Spec.JobTemplate.Spec) } } },
        _ => manifest,
    };

    private static JobSpec Pin(JobSpec job) => job with { Template = Pin(job.Template) };

    private static PodTemplate Pin(PodTemplate template) => template with
    {
        Spec = template.Spec with
        {
            NodeSelector = (template.Spec.NodeSelector ?? []).With(NodeSelector),
            Tolerations = [.. template.Spec.Tolerations ?? [], Toleration],
        },
    };
}
