using EdgeVoice.AppHost.Cloudflare;
using System.Globalization;
using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>The region's door: admission, tokens, signalling.</summary>
internal static class GatewayManifests
{
    private const string App = Apps.Gateway;

    // Signalling sockets only: their clients reconnect by themselves, and media goes on meanwhile.
    private const int DrainSeconds = 60;
    private const int GraceSeconds = DrainSeconds + 30;

    public static IReadOnlyList<IManifest> Of(Fleet fleet, Cell cell) =>
    [
        new ServiceAccount { Metadata = Pods.Meta(App, Namespaces.EdgeVoice, App), AutomountServiceAccountToken = false },
        new Deployment
        {
            Metadata = Pods.Meta(App, Namespaces.EdgeVoice, App),
            Spec = new()
            {
                // The slots of a region are counted in one place; a successor adopts the rooms that it finds.
                Replicas = 1,
                RevisionHistoryLimit = 5,
                ProgressDeadlineSeconds = GraceSeconds + 600,
                Strategy = Pods.SurgeOne,
                Selector = Pods.Select(App),
                Template = new()
                {
                    Metadata = new() { Labels = Pods.Labels(App) },
                    Spec = new()
                    {
                        ServiceAccountName = App,
                        AutomountServiceAccountToken = false,
                        EnableServiceLinks = false,
                        DnsConfig = Pods.Dns,
                        TerminationGracePeriodSeconds = GraceSeconds,
                        SecurityContext = Pods.RunAs(AgentManifests.User),
                        Affinity = Pods.AnyArchitecture,
                        TopologySpreadConstraints = [Pods.Spread(App, Pods.ZoneLabel, "DoNotSchedule"), Pods.Spread(App, Pods.HostLabel, "ScheduleAnyway")],
                        Containers = [Container(fleet, cell)],
                        Volumes = [ServiceEnvironment.DatabaseCertificate, Pods.Temporary],
                    },
                },
            },
        },
        new Service
        {
            Metadata = Pods.Meta(App, Namespaces.EdgeVoice, App),
            Spec = new() { Selector = new() { [Pods.AppLabel] = App }, Ports = [new() { Name = "http", Protocol = "TCP", Port = Ports.Gateway, TargetPort = "http" }] },
        },
        Pods.Budget(App, Namespaces.EdgeVoice),
    ];

    private static Container Container(Fleet fleet, Cell cell) => new()
    {
        Name = App,
        Image = fleet.Images[ImageName.Gateway].ToString(),
        Env = Environment(fleet, cell),
        Ports = [new() { Name = "http", Number = Ports.Gateway, Protocol = "TCP" }],
        StartupProbe = Pods.Http("/alive", "http", periodSeconds: 2, failures: 30),
        // Not /healthz/realtime: the provider's outage must not take the page away that tells of it.
        ReadinessProbe = Pods.Http("/health", "http", periodSeconds: 5, failures: 3),
        LivenessProbe = Pods.Http("/alive", "http", periodSeconds: 10, failures: 6),
        Lifecycle = new() { PreStop = new() { Sleep = new() { Seconds = 5 } } },
        Resources = Pods.Resources(CpuRequests.Quantity(CpuRequests.Gateway), "192Mi", "512Mi"),
        SecurityContext = Pods.Restricted,
        VolumeMounts = [ServiceEnvironment.DatabaseCertificateMount, Pods.TemporaryMount],
    };

    private static IReadOnlyList<EnvVar> Environment(Fleet fleet, Cell cell) =>
    [
        .. ServiceEnvironment.Host(Ports.Gateway),
        EnvVar.Of("Gateway__Region", cell.Region),
        EnvVar.Of("Gateway__Slots", Pods.Number(cell.Sessions)),
        EnvVar.Of("Gateway__AgentUrls", ServiceUrls.Of("http", AgentManifests.ServiceName, Namespaces.EdgeVoice, Ports.Agent)),
        EnvVar.Of("Gateway__PublicUrl", $"https://{cell.Names.Host}"),
        // Of the pods only the tunnel's reach it: the network policy sees to that.
        EnvVar.Of("Gateway__EdgeNetworks", fleet.Network.Pods.ToString()),
        EnvVar.Of("Gateway__DrainSeconds", Pods.Number(DrainSeconds)),
        .. RtcPorts(cell),
        EnvVar.FromSecret("Gateway__HealthToken", SecretNames.Gateway, "health-token"),
        EnvVar.FromSecret("Gateway__AdminToken", SecretNames.Gateway, "admin-token"),
        .. Turnstile(fleet),
        .. Peers(fleet, cell),
        .. ServiceEnvironment.LiveKit(),
        .. ServiceEnvironment.Database(),
        .. ServiceEnvironment.Telemetry(cell, App),
    ];

    private static IEnumerable<EnvVar> RtcPorts(Cell cell)
    {
        if (cell.LiveKit.Mode != LiveKitMode.Host)
        {
            yield break;
        }

        yield return EnvVar.Of("Gateway__RtcPorts", Pods.Number(cell.Rtc.Count * cell.LiveKit.Replicas));
        // One server's figures say nothing about another's.
        if (cell.LiveKit.Replicas == 1)
        {
            yield return EnvVar.Of("Gateway__LiveKitMetricsUrl", ServiceUrls.Of("http", Apps.LiveKit, Namespaces.LiveKit, Ports.LiveKitMetrics) + "/metrics");
        }
    }

    private static IEnumerable<EnvVar> Turnstile(Fleet fleet) => fleet.TurnstileSiteKey.Length == 0 ? [] :
    [
        EnvVar.Of("Gateway__Challenge__Kind", "Turnstile"),
        EnvVar.Of("Gateway__Challenge__SiteKey", fleet.TurnstileSiteKey),
        EnvVar.FromSecret("Gateway__Challenge__SecretKey", SecretNames.Gateway, SecretNames.TurnstileKey),
    ];

    // Nearest first: who has no place here is offered the next region.
    private static IEnumerable<EnvVar> Peers(Fleet fleet, Cell cell)
    {
        var home = fleet.Cloudflare.Cells.Single(other => other.Name == cell.Region);
        var peers = SteeringCodes.Order(home.CheckRegion).SelectMany(name => fleet.Cloudflare.Cells.Where(other => other.Name == name && other.Name != cell.Region)).ToArray();
        if (peers.Length == 0)
        {
            return [];
        }

        return peers.Index()
            .SelectMany(peer => new[]
            {
                EnvVar.Of(string.Create(CultureInfo.InvariantCulture, $"Gateway__Peers__{peer.Index}__Region"), peer.Item.Name),
                EnvVar.Of(string.Create(CultureInfo.InvariantCulture, $"Gateway__Peers__{peer.Index}__Url"), $"https://{peer.Item.Host}"),
            })
            .Append(EnvVar.FromSecret("Gateway__PeersKey", SecretNames.Gateway, "peers-key"));
    }
}
