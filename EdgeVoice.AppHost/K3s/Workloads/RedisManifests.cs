using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>What LiveKit's nodes of one region find each other by. It holds nothing that must outlive it, and never leaves the region.</summary>
internal static class RedisManifests
{
    private const string App = Apps.Redis;
    private const int User = 999;

    public static IReadOnlyList<IManifest> Of(Fleet fleet) =>
    [
        new ServiceAccount { Metadata = Pods.Meta(App, Namespaces.LiveKit, App), AutomountServiceAccountToken = false },
        new Deployment
        {
            Metadata = Pods.Meta(App, Namespaces.LiveKit, App),
            Spec = new()
            {
                Replicas = 1,
                RevisionHistoryLimit = 5,
                // Two at once would split the rooms between them.
                Strategy = new() { Type = "Recreate" },
                Selector = Pods.Select(App),
                Template = new()
                {
                    Metadata = new() { Labels = Pods.Labels(App) },
                    Spec = new()
                    {
                        ServiceAccountName = App,
                        AutomountServiceAccountToken = false,
                        DnsConfig = Pods.Dns,
                        SecurityContext = Pods.RunAs(User),
                        Affinity = Pods.AnyArchitecture,
                        Containers = [Container(fleet)],
                        Volumes = [new() { Name = "data", EmptyDir = new() { SizeLimit = "64Mi" } }],
                    },
                },
            },
        },
        new Service
        {
            Metadata = Pods.Meta(App, Namespaces.LiveKit, App),
            Spec = new() { Selector = new() { [Pods.AppLabel] = App }, Ports = [new() { Name = "redis", Protocol = "TCP", Port = Ports.Redis, TargetPort = "redis" }] },
        },
        Pods.Budget(App, Namespaces.LiveKit),
    ];

    private static Container Container(Fleet fleet) => new()
    {
        Name = App,
        Image = fleet.Images[ImageName.Redis].ToString(),
        Args = ["--save", "", "--appendonly", "no", "--maxmemory", "128mb", "--requirepass", "$(REDIS_PASSWORD)"],
        Env = [EnvVar.FromSecret("REDIS_PASSWORD", SecretNames.Redis, "password")],
        Ports = [new() { Name = "redis", Number = Ports.Redis, Protocol = "TCP" }],
        ReadinessProbe = new() { TcpSocket = new() { Port = "redis" }, PeriodSeconds = 5 },
        LivenessProbe = new() { TcpSocket = new() { Port = "redis" }, PeriodSeconds = 10, FailureThreshold = 6 },
        Resources = Pods.Resources("100m", "64Mi", "192Mi"),
        SecurityContext = Pods.Restricted,
        VolumeMounts = [new() { Name = "data", MountPath = "/data" }],
    };
}
