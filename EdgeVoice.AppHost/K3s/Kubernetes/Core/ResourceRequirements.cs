using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ResourceRequirements
{
    public StringMap? Requests { get; init; }

    public StringMap? Limits { get; init; }
}
