namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Subject
{
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string Namespace { get; init; }
}
