namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Job : IManifest
{
    public string ApiVersion => "batch/v1";

    public string Kind => "Job";

    public required ObjectMeta Metadata { get; init; }

    public required JobSpec Spec { get; init; }
}
