using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>The region's workers, and on the home cell the job that owns the database schema.</summary>
internal static class AgentManifests
{
    /// <summary>Service without an address of its own: its name stands for every worker.</summary>
    public const string ServiceName = "agent";

    /// <summary>uid of the user <c>app</c> in .NET's images.</summary>
    public const int User = 1654;

    private const string App = Apps.Agent;
    private const string SpoolVolume = "spool";
    private const string SpoolFolder = "/var/lib/edgevoice/spool";
    private const string SpoolClaim = "agent-spool";

    // After the last call: the journal's rest, the last telemetry, the process.
    private const int AfterDrainSeconds = 60;

    public static IReadOnlyList<IManifest> Of(Fleet fleet, Cell cell)
    {
        List<IManifest> manifests =
        [
            new ServiceAccount { Metadata = Pods.Meta(App, Namespaces.EdgeVoice, App), AutomountServiceAccountToken = false },
            Deployment(fleet, cell),
            new Service
            {
                Metadata = Pods.Meta(ServiceName, Namespaces.EdgeVoice, App),
                Spec = new()
                {
                    ClusterIP = "None",
                    Selector = new() { [Pods.AppLabel] = App },
                    // A draining worker has calls, and the gateway must go on watching them.
                    PublishNotReadyAddresses = true,
                    Ports = [new() { Name = "http", Protocol = "TCP", Port = Ports.Agent, TargetPort = "http" }],
                },
            },
            Pods.Budget(App, Namespaces.EdgeVoice),
        ];
        if (KeepsSpool(cell))
        {
            manifests.Insert(1, new PersistentVolumeClaim
            {
                Metadata = Pods.Meta(SpoolClaim, Namespaces.EdgeVoice, App),
                Spec = new() { AccessModes = ["ReadWriteOnce"], StorageClassName = "local-path", Resources = new() { Requests = new() { ["storage"] = "5Gi" } } },
            });
        }

        return manifests;
    }

    public static IReadOnlyList<IManifest> Migrations(Fleet fleet)
    {
        var template = new PodTemplate
        {
            Metadata = new() { Labels = Pods.Labels(Apps.Migrations) },
            Spec = new()
            {
                AutomountServiceAccountToken = false,
                RestartPolicy = "OnFailure",
                DnsConfig = Pods.Dns,
                SecurityContext = Pods.RunAs(User),
                Affinity = Pods.AnyArchitecture,
                Containers =
                [
                    new()
                    {
                        Name = Apps.Migrations,
                        Image = fleet.Images[ImageName.Agent].ToString(),
                        Args = ["migrate"],
                        Env = [EnvVar.Of("DOTNET_EnableDiagnostics", "0"), .. ServiceEnvironment.Database()],
                        Resources = Pods.Resources("100m", "128Mi", "512Mi"),
                        SecurityContext = Pods.Restricted,
                        VolumeMounts = [ServiceEnvironment.DatabaseCertificateMount, Pods.TemporaryMount],
                    },
                ],
                Volumes = [ServiceEnvironment.DatabaseCertificate, Pods.Temporary],
            },
        };
        // A job cannot be changed: another image is another job.
        var name = $"{Apps.Migrations}-{Digest.Of(fleet.Images[ImageName.Agent].ToString())}";
        return
        [
            new Job
            {
                Metadata = Pods.Meta(name, Namespaces.EdgeVoice, Apps.Migrations),
                Spec = new() { BackoffLimit = 20, ActiveDeadlineSeconds = 1800, Template = template },
            },
        ];
    }

    // Workers of one machine share a spool; a volume of one machine would tie all of a larger cell's workers to it.
    private static bool KeepsSpool(Cell cell) => cell.Nodes.Count == 1;

    private static Deployment Deployment(Fleet fleet, Cell cell) => new()
    {
        Metadata = Pods.Meta(App, Namespaces.EdgeVoice, App),
        Spec = new()
        {
            Replicas = cell.Agents.Replicas,
            RevisionHistoryLimit = 5,
            ProgressDeadlineSeconds = cell.Agents.DrainSeconds + AfterDrainSeconds + 600,
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
                    TerminationGracePeriodSeconds = cell.Agents.DrainSeconds + AfterDrainSeconds,
                    SecurityContext = Pods.RunAs(User),
                    Affinity = Pods.AnyArchitecture,
                    TopologySpreadConstraints = [Pods.Spread(App, Pods.ZoneLabel, "DoNotSchedule"), Pods.Spread(App, Pods.HostLabel, "ScheduleAnyway")],
                    Containers = [Container(fleet, cell)],
                    Volumes =
                    [
                        KeepsSpool(cell)
                            ? new() { Name = SpoolVolume, PersistentVolumeClaim = new() { ClaimName = SpoolClaim } }
                            : new() { Name = SpoolVolume, EmptyDir = new() { SizeLimit = "5Gi" } },
                        ServiceEnvironment.DatabaseCertificate,
                        Pods.Temporary,
                    ],
                },
            },
        },
    };

    private static Container Container(Fleet fleet, Cell cell) => new()
    {
        Name = ServiceName,
        Image = fleet.Images[ImageName.Agent].ToString(),
        Env = Environment(fleet, cell),
        Ports = [new() { Name = "http", Number = Ports.Agent, Protocol = "TCP" }],
        StartupProbe = Pods.Http("/alive", "http", periodSeconds: 2, failures: 30),
        ReadinessProbe = Pods.Http("/health", "http", periodSeconds: 5, failures: 3),
        LivenessProbe = Pods.Http("/alive", "http", periodSeconds: 10, failures: 6),
        // SIGTERM itself marks the worker as draining; the pause lets the gateway see it first.
        Lifecycle = new() { PreStop = new() { Sleep = new() { Seconds = 2 } } },
        Resources = Pods.Resources(CpuRequests.Quantity(CpuRequests.Agent), "512Mi", "1536Mi"),
        SecurityContext = Pods.Restricted,
        VolumeMounts = [new() { Name = SpoolVolume, MountPath = SpoolFolder }, ServiceEnvironment.DatabaseCertificateMount, Pods.TemporaryMount],
    };

    private static IReadOnlyList<EnvVar> Environment(Fleet fleet, Cell cell) =>
    [
        .. ServiceEnvironment.Host(Ports.Agent),
        EnvVar.Of("Agent__Region", cell.Region),
        EnvVar.Of("Agent__Slots", Pods.Number(cell.Agents.Slots)),
        // The host's own shutdown limit follows from it; .NET's default would cut calls after half a minute.
        EnvVar.Of("Agent__DrainSeconds", Pods.Number(cell.Agents.DrainSeconds)),
        EnvVar.Of("Agent__SpoolDirectory", SpoolFolder),
        .. ServiceEnvironment.LiveKit(),
        EnvVar.Of("Realtime__Endpoint", fleet.Provider.Endpoint),
        EnvVar.Of("Realtime__Model", fleet.Provider.Model),
        EnvVar.FromSecret("Realtime__ApiKey", SecretNames.Realtime, "api-key"),
        .. ServiceEnvironment.Database(),
        .. ServiceEnvironment.Telemetry(cell, ServiceName),
    ];
}
