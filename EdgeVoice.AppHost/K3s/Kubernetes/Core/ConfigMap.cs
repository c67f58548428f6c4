using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ConfigMap : IManifest
{
    public string ApiVersion => "v1";

    public string Kind => "ConfigMap";

    public required ObjectMeta Metadata { get; init; }

    public required StringMap Data { get; init; }
}
