namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record DaemonSet : IManifest
{
    public string ApiVersion => "apps/v1";

    public string Kind => "DaemonSet";

    public required ObjectMeta Metadata { get; init; }

    public required DaemonSetSpec Spec { get; init; }
}
