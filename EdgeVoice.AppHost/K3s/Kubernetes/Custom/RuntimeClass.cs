namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record RuntimeClass : IManifest
{
    public string ApiVersion => "node.k8s.io/v1";

    public string Kind => "RuntimeClass";

    public required ObjectMeta Metadata { get; init; }

    public required string Handler { get; init; }
}
