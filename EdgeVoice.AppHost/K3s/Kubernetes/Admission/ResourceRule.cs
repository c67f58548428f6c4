namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ResourceRule
{
    public required IReadOnlyList<string> ApiGroups { get; init; }

    public required IReadOnlyList<string> ApiVersions { get; init; }

    public required IReadOnlyList<string> Operations { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }
}
