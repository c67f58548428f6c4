using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>
/// The home cell's database, seen from another cell: the same Service name, behind it a client of the home cell's tunnel. The
/// certificate is checked end to end, so neither relay nor tunnel needs to be trusted with what is written.
/// </summary>
internal static class PostgresRelayManifests
{
    private const string App = Apps.PostgresRelay;

    public static IReadOnlyList<IManifest> Of(Fleet fleet) =>
    [
        new ServiceAccount { Metadata = Pods.Meta(App, Namespaces.Data, App), AutomountServiceAccountToken = false },
        new Deployment
        {
            Metadata = Pods.Meta(App, Namespaces.Data, App),
            Spec = new()
            {
                Replicas = 2,
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
                        TerminationGracePeriodSeconds = 30,
                        SecurityContext = Pods.RunAs(CloudflaredManifests.User),
                        Affinity = Pods.AnyArchitecture,
                        TopologySpreadConstraints = [Pods.Spread(App, Pods.HostLabel, "ScheduleAnyway")],
                        Containers = [Container(fleet)],
                        Volumes = [Pods.Temporary],
                    },
                },
            },
        },
        new Service
        {
            Metadata = Pods.Meta(Apps.Postgres, Namespaces.Data, App),
            Spec = new() { Selector = new() { [Pods.AppLabel] = App }, Ports = [new() { Name = "postgres", Protocol = "TCP", Port = Ports.Postgres, TargetPort = "postgres" }] },
        },
        Pods.Budget(App, Namespaces.Data),
    ];

    private static Container Container(Fleet fleet) => new()
    {
        Name = "cloudflared",
        Image = fleet.Images[ImageName.Cloudflared].ToString(),
        Args = ["access", "tcp", "--hostname", fleet.DatabaseHost, "--url", $"0.0.0.0:{Pods.Number(Ports.Postgres)}"],
        Env =
        [
            EnvVar.FromSecret("TUNNEL_SERVICE_TOKEN_ID", SecretNames.PostgresAccess, "id"),
            EnvVar.FromSecret("TUNNEL_SERVICE_TOKEN_SECRET", SecretNames.PostgresAccess, "secret"),
        ],
        Ports = [new() { Name = "postgres", Number = Ports.Postgres, Protocol = "TCP" }],
        // Each probe opens a connection through the tunnel, so it is a rare one.
        ReadinessProbe = Tcp(failures: 2),
        LivenessProbe = Tcp(failures: 5),
        Resources = Pods.Resources("50m", "64Mi", "256Mi"),
        SecurityContext = Pods.Restricted,
        VolumeMounts = [Pods.TemporaryMount],
    };

    private static Probe Tcp(int failures) => new() { TcpSocket = new() { Port = "postgres" }, PeriodSeconds = 30, TimeoutSeconds = 5, FailureThreshold = failures };
}
