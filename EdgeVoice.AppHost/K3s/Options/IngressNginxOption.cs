using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Workloads;
using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Options;

/// <summary>A retired controller between tunnel and gateway, for whoever still depends on it. Not reachable from outside: its Service has a cluster address only.</summary>
internal static class IngressNginxOption
{
    private const string Option = OptionFiles.IngressNginx;
    private const string Name = "ingress-nginx";
    private const string ChartVersion = "4.14.0";
    private const string ClassName = "nginx";

    public static IEnumerable<PublishedFile> Files() =>
    [
        OptionFiles.Manifest(Option, "controller.yaml", Controller()),
        OptionFiles.Manifest(Option, "ingress.yaml", [Route()]),
        OptionFiles.Manifest(Option, "network-policies.yaml", Policies()),
        OptionFiles.Component(Option, ["controller.yaml", "ingress.yaml", "network-policies.yaml"]),
        OptionFiles.ReadMe(Option, ("chart", ChartVersion)),
    ];

    private static IReadOnlyList<IManifest> Controller() =>
    [
        new Namespace
        {
            Metadata = new()
            {
                Name = Name,
                Labels = new() { ["pod-security.kubernetes.io/enforce"] = "baseline", ["pod-security.kubernetes.io/warn"] = "restricted" },
            },
        },
        new HelmChart
        {
            Metadata = new() { Name = Name, Namespace = Namespaces.System },
            Spec = new()
            {
                Repo = "https://kubernetes.github.io/ingress-nginx",
                Chart = Name,
                Version = ChartVersion,
                TargetNamespace = Name,
                ValuesContent = YamlText.Of(new
                {
                    controller = new
                    {
                        service = new { type = "ClusterIP" },
                        ingressClassResource = new { name = ClassName, @default = false },
                        allowSnippetAnnotations = false,
                    },
                }),
            },
        },
    ];

    private static Ingress Route() => new()
    {
        Metadata = Pods.Meta(Apps.Gateway, Namespaces.EdgeVoice, Apps.Gateway) with
        {
            // Signalling is a WebSocket that may be silent for a while.
            Annotations = new() { ["nginx.ingress.kubernetes.io/proxy-read-timeout"] = "3600", ["nginx.ingress.kubernetes.io/proxy-send-timeout"] = "3600" },
        },
        Spec = new()
        {
            IngressClassName = ClassName,
            Rules = [new() { Http = new() { Paths = [new() { Path = "/", PathType = "Prefix", Backend = new() { Service = new() { Name = Apps.Gateway, Port = new() { Number = Ports.Gateway } } } }] } }],
        },
    };

    private static IReadOnlyList<IManifest> Policies()
    {
        var controller = new NetworkPolicyPeer { NamespaceSelector = new() { MatchLabels = new() { ["kubernetes.io/metadata.name"] = Name } } };
        return
        [
            new NetworkPolicy
            {
                Metadata = new() { Name = "gateway-from-ingress", Namespace = Namespaces.EdgeVoice },
                Spec = new() { PodSelector = Pods.Select(Apps.Gateway), PolicyTypes = ["Ingress"], Ingress = [PolicyParts.From([controller], PolicyParts.Tcp(Ports.Gateway))] },
            },
            new NetworkPolicy
            {
                Metadata = new() { Name = "cloudflared-to-ingress", Namespace = Namespaces.Cloudflared },
                Spec = new() { PodSelector = Pods.Select(Apps.Cloudflared), PolicyTypes = ["Egress"], Egress = [PolicyParts.To([controller], PolicyParts.Tcp(80))] },
            },
        ];
    }
}
