using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ObjectMeta
{
    public required string Name { get; init; }

    public string? Namespace { get; init; }

    public StringMap? Labels { get; init; }

    public StringMap? Annotations { get; init; }
}
