using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ServicePort
{
    public required string Name { get; init; }

    public string? Protocol { get; init; }

    public required int Port { get; init; }

    public required IntOrString TargetPort { get; init; }
}
