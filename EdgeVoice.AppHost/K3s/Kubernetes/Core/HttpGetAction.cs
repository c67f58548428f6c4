using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record HttpGetAction
{
    public string? Host { get; init; }

    public required string Path { get; init; }

    public required IntOrString Port { get; init; }
}
