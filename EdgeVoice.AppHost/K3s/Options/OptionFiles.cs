using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Templates;
using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Options;

/// <summary>The folder <c>options/</c>: components that hold nothing of one region, so that any cell can take them in.</summary>
internal static class OptionFiles
{
    public const string Hipaa = "hipaa";
    public const string KubeVip = "kube-vip";
    public const string IngressNginx = "ingress-nginx";
    public const string Jetson = "jetson";

    private const string Root = "options";

    public static IEnumerable<PublishedFile> Of(Fleet fleet) => [.. HipaaOption.Files(), .. KubeVipOption.Files(fleet), .. IngressNginxOption.Files(), .. JetsonOption.Files()];

    /// <summary>The options that a cell takes in, as its kustomization names them.</summary>
    public static IReadOnlyList<string> PathsOf(CellOptions options) =>
    [
        .. new[] { (options.Hipaa, Hipaa), (options.KubeVip, KubeVip), (options.IngressNginx, IngressNginx), (options.Jetson, Jetson) }
            .Where(option => option.Item1)
            .Select(option => $"../{Root}/{option.Item2}"),
    ];

    public static PublishedFile File(string option, string name, string content) => new($"{Root}/{option}/{name}", content);

    public static PublishedFile Manifest(string option, string name, IReadOnlyList<IManifest> manifests) => File(option, name, YamlText.Of(manifests));

    public static PublishedFile Component(string option, IReadOnlyList<string>? resources, IReadOnlyList<KustomizePatch>? patches = null) =>
        File(option, "kustomization.yaml", YamlText.Of(Kustomization.Component(resources, patches)));

    public static PublishedFile ReadMe(string option, params ReadOnlySpan<(string, string)> values) => File(option, "README.md", TemplateFile.Render($"options/{option}.md", values));
}
