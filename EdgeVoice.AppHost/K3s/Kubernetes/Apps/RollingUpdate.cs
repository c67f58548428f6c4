using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record RollingUpdate
{
    public IntOrString? MaxSurge { get; init; }

    public required IntOrString MaxUnavailable { get; init; }
}
