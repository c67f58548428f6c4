namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record LabelRequirement
{
    public required string Key { get; init; }

    public required string Operator { get; init; }

    public IReadOnlyList<string>? Values { get; init; }
}
