namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Namespace : IManifest
{
    public string ApiVersion => "v1";

    public string Kind => "Namespace";

    public required ObjectMeta Metadata { get; init; }
}
