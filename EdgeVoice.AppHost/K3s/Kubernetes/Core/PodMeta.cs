using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

/// <summary>Metadata of a template, whose pods are named by their owner.</summary>
internal sealed record PodMeta
{
    public required StringMap Labels { get; init; }

    public StringMap? Annotations { get; init; }
}
