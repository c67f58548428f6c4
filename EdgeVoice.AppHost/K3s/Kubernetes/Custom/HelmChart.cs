namespace EdgeVoice.AppHost.K3s.Kubernetes;

/// <summary>A chart that k3s installs by itself.</summary>
internal sealed record HelmChart : IManifest
{
    public string ApiVersion => "helm.cattle.io/v1";

    public string Kind => "HelmChart";

    public required ObjectMeta Metadata { get; init; }

    public required HelmChartSpec Spec { get; init; }
}
