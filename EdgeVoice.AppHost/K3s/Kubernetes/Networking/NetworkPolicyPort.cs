namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record NetworkPolicyPort
{
    public required string Protocol { get; init; }

    public required int Port { get; init; }

    public int? EndPort { get; init; }
}
