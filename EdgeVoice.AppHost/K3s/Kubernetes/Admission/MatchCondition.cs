namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record MatchCondition
{
    public required string Name { get; init; }

    public required string Expression { get; init; }
}
