using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record TcpSocketAction
{
    public required IntOrString Port { get; init; }
}
