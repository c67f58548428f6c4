namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ExecAction
{
    public required IReadOnlyList<string> Command { get; init; }
}
