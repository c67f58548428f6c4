using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Templates;
using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>A DNS cache on each node. It listens on the cluster DNS' own address, so that no pod needs to know of it (kube-proxy in iptables mode, k3s' default).</summary>
internal static class NodeLocalDnsManifests
{
    private const string Name = "node-local-dns";
    private const string KeyLabel = "k8s-app";

    // The name is known to the cache: it reads KUBE_DNS_UPSTREAM_SERVICE_HOST, which exists for pods that start after the Service.
    private const string Upstream = "kube-dns-upstream";

    private static readonly StringMap s_labels = new() { [KeyLabel] = Name };

    public static IReadOnlyList<IManifest> Of(Fleet fleet)
    {
        // What the cache itself fills in at run time stays: __PILLAR__CLUSTER__DNS__ and __PILLAR__UPSTREAM__SERVERS__.
        var corefile = TemplateFile.Render(
            "Corefile",
            ("localDns", ClusterNetwork.NodeLocalDns.ToString()),
            ("clusterDns", fleet.Network.ClusterDns.ToString()),
            ("metricsPort", Pods.Number(Ports.NodeCacheMetrics)),
            ("healthPort", Pods.Number(Ports.NodeCacheHealth)));
        return
        [
            new ServiceAccount { Metadata = Meta(Name), AutomountServiceAccountToken = false },
            new Service
            {
                Metadata = Meta(Upstream),
                Spec = new() { Selector = new() { [KeyLabel] = "kube-dns" }, Ports = [Dns("dns", "UDP"), Dns("dns-tcp", "TCP")] },
            },
            new ConfigMap { Metadata = Meta(Name), Data = new() { ["Corefile"] = corefile } },
            Daemon(fleet, corefile),
            new Service
            {
                Metadata = Meta(Name),
                Spec = new() { ClusterIP = "None", Selector = s_labels, Ports = [new() { Name = "metrics", Port = Ports.NodeCacheMetrics, TargetPort = "metrics" }] },
            },
        ];
    }

    private static DaemonSet Daemon(Fleet fleet, string corefile) => new()
    {
        Metadata = Meta(Name),
        Spec = new()
        {
            UpdateStrategy = new() { Type = "RollingUpdate", RollingUpdate = new() { MaxUnavailable = "10%" } },
            Selector = new() { MatchLabels = s_labels },
            Template = new()
            {
                Metadata = new() { Labels = s_labels, Annotations = new() { [Digest.Annotation] = Digest.Of(corefile) } },
                Spec = new()
                {
                    ServiceAccountName = Name,
                    AutomountServiceAccountToken = false,
                    HostNetwork = true,
                    DnsPolicy = "Default",
                    PriorityClassName = "system-node-critical",
                    SecurityContext = new() { SeccompProfile = new() { Type = "RuntimeDefault" } },
                    Tolerations = [new() { Operator = "Exists" }],
                    Containers = [Cache(fleet)],
                    Volumes =
                    [
                        new() { Name = "config", ConfigMap = new() { Name = Name, Items = [new() { Key = "Corefile", Path = "Corefile.base" }] } },
                        new() { Name = "kube-dns", ConfigMap = new() { Name = "kube-dns", Optional = true } },
                        new() { Name = "xtables-lock", HostPath = new() { Path = "/run/xtables.lock", Type = "FileOrCreate" } },
                    ],
                },
            },
        },
    };

    private static Container Cache(Fleet fleet) => new()
    {
        Name = "node-cache",
        Image = fleet.Images[ImageName.NodeCache].ToString(),
        Args = ["-localip", $"{ClusterNetwork.NodeLocalDns},{fleet.Network.ClusterDns}", "-conf", "/etc/Corefile", "-upstreamsvc", Upstream],
        Ports =
        [
            new() { Name = "dns", Number = Ports.Dns, Protocol = "UDP" },
            new() { Name = "dns-tcp", Number = Ports.Dns, Protocol = "TCP" },
            new() { Name = "metrics", Number = Ports.NodeCacheMetrics, Protocol = "TCP" },
            new() { Name = "health", Number = Ports.NodeCacheHealth, Protocol = "TCP" },
        ],
        LivenessProbe = new()
        {
            HttpGet = new() { Host = ClusterNetwork.NodeLocalDns.ToString(), Path = "/health", Port = Ports.NodeCacheHealth },
            InitialDelaySeconds = 60,
            TimeoutSeconds = 5,
        },
        Resources = Pods.Resources("25m", "32Mi", "128Mi"),
        // It adds a network interface and rules against connection tracking, and binds port 53.
        SecurityContext = new() { AllowPrivilegeEscalation = false, Capabilities = new() { Add = ["NET_ADMIN", "NET_BIND_SERVICE", "NET_RAW"], Drop = ["ALL"] } },
        VolumeMounts =
        [
            new() { Name = "config", MountPath = "/etc/coredns" },
            new() { Name = "kube-dns", MountPath = "/etc/kube-dns" },
            new() { Name = "xtables-lock", MountPath = "/run/xtables.lock" },
        ],
    };

    private static ServicePort Dns(string name, string protocol) => new() { Name = name, Protocol = protocol, Port = Ports.Dns, TargetPort = Ports.Dns };

    private static ObjectMeta Meta(string name) => new() { Name = name, Namespace = Namespaces.System, Labels = new() { [KeyLabel] = Name } };
}
