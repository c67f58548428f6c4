namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record TopologySpreadConstraint
{
    public required int MaxSkew { get; init; }

    public required string TopologyKey { get; init; }

    public required string WhenUnsatisfiable { get; init; }

    public required LabelSelector LabelSelector { get; init; }

    public IReadOnlyList<string>? MatchLabelKeys { get; init; }

    public string? NodeTaintsPolicy { get; init; }
}
