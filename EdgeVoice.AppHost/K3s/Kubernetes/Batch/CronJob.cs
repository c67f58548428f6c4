namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record CronJob : IManifest
{
    public string ApiVersion => "batch/v1";

    public string Kind => "CronJob";

    public required ObjectMeta Metadata { get; init; }

    public required CronJobSpec Spec { get; init; }
}
