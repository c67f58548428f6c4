using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>The region's dashboard: receives telemetry, shows turns.</summary>
internal static class DashboardManifests
{
    private const string App = Apps.Dashboard;
    private const string Folder = "/var/lib/edgevoice/dashboard";
    private const string Volume = "data";

    public static IReadOnlyList<IManifest> Of(Fleet fleet, Cell cell) =>
    [
        new ServiceAccount { Metadata = Pods.Meta(App, Namespaces.EdgeVoice, App), AutomountServiceAccountToken = false },
        new PersistentVolumeClaim
        {
            Metadata = Pods.Meta(App, Namespaces.EdgeVoice, App),
            Spec = new() { AccessModes = ["ReadWriteOnce"], StorageClassName = "local-path", Resources = new() { Requests = new() { ["storage"] = "5Gi" } } },
        },
        new Deployment
        {
            Metadata = Pods.Meta(App, Namespaces.EdgeVoice, App),
            Spec = new()
            {
                Replicas = 1,
                RevisionHistoryLimit = 5,
                // Its store has one writer.
                Strategy = new() { Type = "Recreate" },
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
                        TerminationGracePeriodSeconds = 30,
                        SecurityContext = Pods.RunAs(AgentManifests.User),
                        Affinity = Pods.AnyArchitecture,
                        Containers = [Container(fleet, cell)],
                        Volumes = [new() { Name = Volume, PersistentVolumeClaim = new() { ClaimName = App } }, Pods.Temporary],
                    },
                },
            },
        },
        new Service
        {
            Metadata = Pods.Meta(App, Namespaces.EdgeVoice, App),
            Spec = new()
            {
                Selector = new() { [Pods.AppLabel] = App },
                Ports = [Port("http", Ports.Dashboard), Port("otlp-grpc", Ports.OtlpGrpc), Port("otlp-http", Ports.OtlpHttp)],
            },
        },
        Pods.Budget(App, Namespaces.EdgeVoice),
    ];

    private static Container Container(Fleet fleet, Cell cell) => new()
    {
        Name = App,
        Image = fleet.Images[ImageName.Dashboard].ToString(),
        Env =
        [
            EnvVar.Of("ASPNETCORE_URLS", $"http://0.0.0.0:{Pods.Number(Ports.Dashboard)}"),
            EnvVar.Of("DOTNET_EnableDiagnostics", "0"),
            EnvVar.Of("DOTNET_ENVIRONMENT", "Production"),
            EnvVar.Of("Dashboard__Otlp__GrpcEndpointUrl", $"http://0.0.0.0:{Pods.Number(Ports.OtlpGrpc)}"),
            EnvVar.Of("Dashboard__Otlp__HttpEndpointUrl", $"http://0.0.0.0:{Pods.Number(Ports.OtlpHttp)}"),
            EnvVar.FromSecret("Dashboard__Otlp__PrimaryApiKey", SecretNames.Dashboard, "otlp-api-key"),
            EnvVar.FromSecret("Dashboard__Frontend__BrowserToken", SecretNames.Dashboard, "browser-token"),
            EnvVar.Of("Dashboard__Frontend__PublicUrl", $"https://{cell.Names.Dashboard}"),
            EnvVar.Of("Dashboard__DataDirectory", Folder),
        ],
        Ports =
        [
            new() { Name = "http", Number = Ports.Dashboard, Protocol = "TCP" },
            new() { Name = "otlp-grpc", Number = Ports.OtlpGrpc, Protocol = "TCP" },
            new() { Name = "otlp-http", Number = Ports.OtlpHttp, Protocol = "TCP" },
        ],
        StartupProbe = Pods.Http("/alive", "http", periodSeconds: 2, failures: 30),
        ReadinessProbe = Pods.Http("/health", "http", periodSeconds: 5, failures: 3),
        LivenessProbe = Pods.Http("/alive", "http", periodSeconds: 10, failures: 6),
        Resources = Pods.Resources(CpuRequests.Quantity(CpuRequests.Dashboard), "384Mi", "1Gi"),
        SecurityContext = Pods.Restricted,
        VolumeMounts = [new() { Name = Volume, MountPath = Folder }, Pods.TemporaryMount],
    };

    private static ServicePort Port(string name, int port) => new() { Name = name, Protocol = "TCP", Port = port, TargetPort = name };
}
