namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ServiceAccount : IManifest
{
    public string ApiVersion => "v1";

    public string Kind => "ServiceAccount";

    public required ObjectMeta Metadata { get; init; }

    public bool? AutomountServiceAccountToken { get; init; }
}
