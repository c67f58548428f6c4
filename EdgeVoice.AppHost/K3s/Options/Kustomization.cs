using YamlDotNet.Serialization;

namespace EdgeVoice.AppHost.K3s.Options;

/// <summary>A <c>kustomization.yaml</c>: a cell, or a component that a cell takes in.</summary>
internal sealed record Kustomization
{
    [YamlMember(Order = 0)]
    public required string ApiVersion { get; init; }

    [YamlMember(Order = 1)]
    public required string Kind { get; init; }

    [YamlMember(Order = 2)]
    public IReadOnlyList<string>? Resources { get; init; }

    [YamlMember(Order = 3)]
    public IReadOnlyList<string>? Components { get; init; }

    [YamlMember(Order = 4)]
    public IReadOnlyList<KustomizePatch>? Patches { get; init; }

    public static Kustomization Cell(IReadOnlyList<string> resources, IReadOnlyList<string> components) => new()
    {
        ApiVersion = "kustomize.config.k8s.io/v1beta1",
        Kind = "Kustomization",
        Resources = resources,
        Components = components.Count > 0 ? components : null,
    };

    public static Kustomization Component(IReadOnlyList<string>? resources, IReadOnlyList<KustomizePatch>? patches = null) => new()
    {
        ApiVersion = "kustomize.config.k8s.io/v1alpha1",
        Kind = "Component",
        Resources = resources,
        Patches = patches,
    };
}
