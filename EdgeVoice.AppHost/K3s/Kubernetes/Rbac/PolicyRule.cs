namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PolicyRule
{
    public required IReadOnlyList<string> ApiGroups { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    public required IReadOnlyList<string> Verbs { get; init; }
}
