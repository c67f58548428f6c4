using EdgeVoice.AppHost.K3s.Kubernetes;

namespace EdgeVoice.AppHost.K3s.Secrets;

/// <summary>Which Secrets the pods of a manifest name.</summary>
/// <param name="Namespace">Of the pod.</param>
/// <param name="Name">Of the Secret.</param>
/// <param name="Key">Nothing when all its keys are mounted.</param>
internal sealed record SecretUse(string Namespace, string Name, string? Key)
{
    public static IEnumerable<SecretUse> Of(IManifest manifest) => PodOf(manifest) is { } pod
        ? pod.Containers.Concat(pod.InitContainers ?? [])
            .SelectMany(container => container.Env ?? [])
            .Select(variable => variable.ValueFrom?.SecretKeyRef)
            .OfType<KeySelector>()
            .Select(key => new SecretUse(manifest.Metadata.Namespace!, key.Name, key.Key))
            .Concat((pod.Volumes ?? []).Select(volume => volume.Secret).OfType<SecretVolume>().SelectMany(volume => Of(manifest.Metadata.Namespace!, volume)))
        : [];

    private static IEnumerable<SecretUse> Of(string @namespace, SecretVolume volume) =>
        volume.Items?.Select(item => new SecretUse(@namespace, volume.SecretName, item.Key)) ?? [new SecretUse(@namespace, volume.SecretName, null)];

    private static PodSpec? PodOf(IManifest manifest) => manifest switch
    {
        Deployment deployment => deployment.Spec.Template.Spec,
        DaemonSet set => set.Spec.Template.Spec,
        StatefulSet set => set.Spec.Template.Spec,
        Job job => job.Spec.Template.Spec,
        CronJob job => job.Spec.JobTemplate.Spec.Template.Spec,
        _ => null,
    };
}
