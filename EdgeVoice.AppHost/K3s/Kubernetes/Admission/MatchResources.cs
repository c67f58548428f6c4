namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record MatchResources
{
    public NamespaceSelector? NamespaceSelector { get; init; }

    public IReadOnlyList<ResourceRule>? ResourceRules { get; init; }
}
