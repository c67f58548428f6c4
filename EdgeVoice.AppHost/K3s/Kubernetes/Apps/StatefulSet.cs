namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record StatefulSet : IManifest
{
    public string ApiVersion => "apps/v1";

    public string Kind => "StatefulSet";

    public required ObjectMeta Metadata { get; init; }

    public required StatefulSetSpec Spec { get; init; }
}
