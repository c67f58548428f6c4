namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Service : IManifest
{
    public string ApiVersion => "v1";

    public string Kind => "Service";

    public required ObjectMeta Metadata { get; init; }

    public required ServiceSpec Spec { get; init; }
}
