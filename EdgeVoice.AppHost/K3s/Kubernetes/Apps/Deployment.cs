namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Deployment : IManifest
{
    public string ApiVersion => "apps/v1";

    public string Kind => "Deployment";

    public required ObjectMeta Metadata { get; init; }

    public required DeploymentSpec Spec { get; init; }
}
