using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.Resources;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>The region's media server.</summary>
internal static class LiveKitManifests
{
    public const string ConfigKey = "config.yaml";

    private const string App = Apps.LiveKit;
    private const string TlsFolder = "/etc/livekit/tls";
    private const string StunServer = "stun.cloudflare.com:3478";
    private const int User = 65532;

    // Readable by owner and group: the key's owner is root, the process belongs to the group.
    private const int GroupReadable = 0b100_100_000;

    public static IReadOnlyList<IManifest> Of(Fleet fleet, Cell cell)
    {
        var config = Configuration(cell).ToYaml();
        return
        [
            new ServiceAccount { Metadata = Pods.Meta(App, Namespaces.LiveKit, App), AutomountServiceAccountToken = false },
            new ConfigMap { Metadata = Pods.Meta(App, Namespaces.LiveKit, App), Data = new() { [ConfigKey] = config } },
            Deployment(fleet, cell, config),
            new Service
            {
                Metadata = Pods.Meta(App, Namespaces.LiveKit, App),
                Spec = new()
                {
                    Selector = new() { [Pods.AppLabel] = App },
                    Ports = [Port("http", Ports.LiveKitHttp, "http"), Port("metrics", Ports.LiveKitMetrics, "metrics")],
                },
            },
            PublicService(cell),
            Pods.Budget(App, Namespaces.LiveKit),
        ];
    }

    /// <summary>What the server is told; the same record that the local server is started with.</summary>
    public static LiveKitConfiguration Configuration(Cell cell) => new()
    {
        Port = Ports.LiveKitHttp,
        PrometheusPort = Ports.LiveKitMetrics,
        Region = cell.Region,
        Rtc = cell.LiveKit.Mode == LiveKitMode.Host
            ? new() { PortRangeStart = cell.Rtc.Start, PortRangeEnd = cell.Rtc.End, TcpPort = Ports.LiveKitTcp, UseExternalIp = true, StunServers = [StunServer] }
            : new() { UdpPort = Ports.LiveKitUdpMux, TcpPort = Ports.LiveKitTcp, UseExternalIp = false, NodeIp = cell.TurnAddress.ToString() },
        Redis = cell.LiveKit.Replicas > 1 ? new() { Address = $"{ServiceUrls.Host(Apps.Redis, Namespaces.LiveKit)}:{Pods.Number(Ports.Redis)}" } : null,
        Turn = new()
        {
            Enabled = true,
            Domain = cell.Names.Turn,
            UdpPort = Ports.TurnUdp,
            TlsPort = Ports.TurnTls,
            RelayRangeStart = Ports.TurnRelay.Start,
            RelayRangeEnd = Ports.TurnRelay.End,
            CertFile = $"{TlsFolder}/tls.crt",
            KeyFile = $"{TlsFolder}/tls.key",
        },
        Logging = new() { Level = "info", Json = true },
    };

    private static Deployment Deployment(Fleet fleet, Cell cell, string config)
    {
        var isHost = cell.LiveKit.Mode == LiveKitMode.Host;
        return new()
        {
            Metadata = Pods.Meta(App, Namespaces.LiveKit, App),
            Spec = new()
            {
                Replicas = cell.LiveKit.Replicas,
                RevisionHistoryLimit = 5,
                ProgressDeadlineSeconds = cell.LiveKit.DrainSeconds + 600,
                // A second pod can never bind the ports of the first: it must be gone before.
                Strategy = new() { Type = "RollingUpdate", RollingUpdate = new() { MaxSurge = 0, MaxUnavailable = 1 } },
                Selector = Pods.Select(App),
                Template = new()
                {
                    Metadata = new() { Labels = Pods.Labels(App), Annotations = new() { [Digest.Annotation] = Digest.Of(config) } },
                    Spec = new()
                    {
                        ServiceAccountName = App,
                        AutomountServiceAccountToken = false,
                        HostNetwork = isHost ? true : null,
                        DnsPolicy = isHost ? "ClusterFirstWithHostNet" : null,
                        TerminationGracePeriodSeconds = cell.LiveKit.DrainSeconds,
                        SecurityContext = Pods.RunAs(User),
                        NodeSelector = new() { [Pods.MediaLabel] = "true" },
                        Affinity = Pods.AnyArchitecture,
                        Containers = [Container(fleet, cell, isHost)],
                        Volumes = [new() { Name = "tls", Secret = new() { SecretName = SecretNames.LiveKitTurnTls, DefaultMode = GroupReadable } }, Pods.Temporary],
                    },
                },
            },
        };
    }

    private static Container Container(Fleet fleet, Cell cell, bool isHost)
    {
        int? Host(int port) => isHost ? port : null;
        List<EnvVar> env =
        [
            EnvVar.FromConfigMap("LIVEKIT_CONFIG", App, ConfigKey),
            EnvVar.FromSecret("LIVEKIT_KEYS", SecretNames.LiveKitKeys, "keys"),
        ];
        if (cell.LiveKit.Replicas > 1)
        {
            env.Add(EnvVar.FromSecret("REDIS_PASSWORD", SecretNames.Redis, "password"));
        }

        List<ContainerPort> ports =
        [
            new() { Name = "http", Number = Ports.LiveKitHttp, HostPort = Host(Ports.LiveKitHttp), Protocol = "TCP" },
            new() { Name = "rtc-tcp", Number = Ports.LiveKitTcp, HostPort = Host(Ports.LiveKitTcp), Protocol = "TCP" },
            new() { Name = "turn-udp", Number = Ports.TurnUdp, HostPort = Host(Ports.TurnUdp), Protocol = "UDP" },
            new() { Name = "turn-tls", Number = Ports.TurnTls, HostPort = Host(Ports.TurnTls), Protocol = "TCP" },
            new() { Name = "metrics", Number = Ports.LiveKitMetrics, HostPort = Host(Ports.LiveKitMetrics), Protocol = "TCP" },
        ];
        if (!isHost)
        {
            ports.Add(new() { Name = "rtc-udp", Number = Ports.LiveKitUdpMux, Protocol = "UDP" });
        }

        return new()
        {
            Name = App,
            Image = fleet.Images[ImageName.LiveKit].ToString(),
            Env = env,
            Ports = ports,
            // The server answers 406 when its own load figures are older than four seconds.
            ReadinessProbe = Pods.Http("/", "http", periodSeconds: 5, failures: 3),
            LivenessProbe = Pods.Http("/", "http", periodSeconds: 10, failures: 6),
            Resources = Pods.Resources(CpuRequests.Quantity(CpuRequests.LiveKit), "1Gi", "2Gi"),
            SecurityContext = Pods.Restricted,
            VolumeMounts = [new() { Name = "tls", MountPath = TlsFolder, ReadOnly = true }, Pods.TemporaryMount],
        };
    }

    // Callers behind firewalls that pass nothing but 443 come here; in vip mode all media does.
    private static Service PublicService(Cell cell)
    {
        List<ServicePort> ports = [Port("turn-tls", Ports.Https, "turn-tls")];
        if (cell.LiveKit.Mode == LiveKitMode.Vip)
        {
            ports.Add(Port("rtc-tcp", Ports.LiveKitTcp, "rtc-tcp"));
            ports.Add(new() { Name = "rtc-udp", Protocol = "UDP", Port = Ports.LiveKitUdpMux, TargetPort = "rtc-udp" });
            ports.Add(new() { Name = "turn-udp", Protocol = "UDP", Port = Ports.TurnUdp, TargetPort = "turn-udp" });
        }

        return new()
        {
            Metadata = Pods.Meta("livekit-public", Namespaces.LiveKit, App) with { Annotations = new() { ["metallb.io/loadBalancerIPs"] = cell.TurnAddress.ToString() } },
            Spec = new()
            {
                Type = "LoadBalancer",
                Selector = new() { [Pods.AppLabel] = App },
                // The caller's address stays, and only a node with a server announces the address.
                ExternalTrafficPolicy = "Local",
                AllocateLoadBalancerNodePorts = false,
                Ports = ports,
            },
        };
    }

    private static ServicePort Port(string name, int port, string target) => new() { Name = name, Protocol = "TCP", Port = port, TargetPort = target };
}
