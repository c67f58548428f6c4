namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Capabilities
{
    public IReadOnlyList<string>? Add { get; init; }

    public required IReadOnlyList<string> Drop { get; init; }
}
