using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>The region's end of its tunnel. A fixed number: Cloudflare advises against scaling it, since each step down cuts connections.</summary>
internal static class CloudflaredManifests
{
    /// <summary>uid of <c>nonroot</c> in the image.</summary>
    public const int User = 65532;

    private const string App = Apps.Cloudflared;
    private const int Replicas = 2;

    // Requests that are under way when the process is asked to stop; signalling sockets reconnect.
    private const int GraceSeconds = 30;

    public static IReadOnlyList<IManifest> Of(Fleet fleet) =>
    [
        new ServiceAccount { Metadata = Pods.Meta(App, Namespaces.Cloudflared, App), AutomountServiceAccountToken = false },
        new Deployment
        {
            Metadata = Pods.Meta(App, Namespaces.Cloudflared, App),
            Spec = new()
            {
                Replicas = Replicas,
                RevisionHistoryLimit = 5,
                Strategy = Pods.SurgeOne,
                Selector = Pods.Select(App),
                Template = new()
                {
                    Metadata = new() { Labels = Pods.Labels(App) },
                    Spec = new()
                    {
                        ServiceAccountName = App,
                        AutomountServiceAccountToken = false,
                        DnsConfig = Pods.Dns,
                        TerminationGracePeriodSeconds = GraceSeconds + 15,
                        SecurityContext = Pods.RunAs(User),
                        Affinity = Pods.AnyArchitecture,
                        TopologySpreadConstraints = [Pods.Spread(App, Pods.HostLabel, "ScheduleAnyway")],
                        Containers = [Container(fleet)],
                        Volumes = [Pods.Temporary],
                    },
                },
            },
        },
        Pods.Budget(App, Namespaces.Cloudflared),
    ];

    private static Container Container(Fleet fleet) => new()
    {
        Name = App,
        Image = fleet.Images[ImageName.Cloudflared].ToString(),
        // The metrics' address must be fixed and come before "run": otherwise it is the first free one of several.
        Args = ["tunnel", "--no-autoupdate", "--metrics", $"0.0.0.0:{Pods.Number(Ports.CloudflaredMetrics)}", "--grace-period", $"{Pods.Number(GraceSeconds)}s", "run"],
        Env = [EnvVar.FromSecret("TUNNEL_TOKEN", SecretNames.Tunnel, "token")],
        Ports = [new() { Name = "metrics", Number = Ports.CloudflaredMetrics, Protocol = "TCP" }],
        ReadinessProbe = Pods.Http("/ready", "metrics", periodSeconds: 10, failures: 3),
        // Cloudflare's own outage must not restart it over and over.
        LivenessProbe = Pods.Http("/ready", "metrics", periodSeconds: 20, failures: 6),
        Resources = Pods.Resources(CpuRequests.Quantity(CpuRequests.Cloudflared), "64Mi", "256Mi"),
        SecurityContext = Pods.Restricted,
        VolumeMounts = [Pods.TemporaryMount],
    };
}
