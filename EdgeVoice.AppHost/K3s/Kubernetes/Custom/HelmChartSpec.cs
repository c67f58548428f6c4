namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record HelmChartSpec
{
    public required string Repo { get; init; }

    public required string Chart { get; init; }

    public required string Version { get; init; }

    public required string TargetNamespace { get; init; }

    public required string ValuesContent { get; init; }
}
