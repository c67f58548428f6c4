using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Templates;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>The call journal's database, in the home cell.</summary>
internal static class PostgresManifests
{
    private const string App = Apps.Postgres;
    private const string InitConfig = "postgres-init";
    private const string TlsFolder = "/etc/postgresql/tls";
    private const string ConfigFolder = "/etc/postgresql/config";
    private const string DataFolder = "/var/lib/postgresql";

    // uid and gid of postgres in the image.
    private const int User = 999;

    // The server takes a key of root's that its group may read, and no other with wider rights.
    private const int GroupReadable = 0b100_100_000;

    public static IReadOnlyList<IManifest> Of(Fleet fleet)
    {
        var rules = TemplateFile.Render("pg_hba.conf");
        var init = TemplateFile.Render("postgres-init.sql", ("user", ServiceEnvironment.DatabaseUser), ("database", ServiceEnvironment.DatabaseName));
        return
        [
            new ServiceAccount { Metadata = Pods.Meta(App, Namespaces.Data, App), AutomountServiceAccountToken = false },
            new ConfigMap { Metadata = Pods.Meta(App, Namespaces.Data, App), Data = new() { ["pg_hba.conf"] = rules } },
            new ConfigMap { Metadata = Pods.Meta(InitConfig, Namespaces.Data, App), Data = new() { ["10-role.sql"] = init } },
            StatefulSet(fleet, rules),
            new Service
            {
                Metadata = Pods.Meta(App, Namespaces.Data, App),
                Spec = new() { Selector = new() { [Pods.AppLabel] = App }, Ports = [new() { Name = "postgres", Protocol = "TCP", Port = Ports.Postgres, TargetPort = "postgres" }] },
            },
            Pods.Budget(App, Namespaces.Data),
        ];
    }

    private static StatefulSet StatefulSet(Fleet fleet, string rules) => new()
    {
        Metadata = Pods.Meta(App, Namespaces.Data, App),
        Spec = new()
        {
            ServiceName = App,
            Replicas = 1,
            Selector = Pods.Select(App),
            Template = new()
            {
                Metadata = new() { Labels = Pods.Labels(App), Annotations = new() { [Digest.Annotation] = Digest.Of(rules) } },
                Spec = new()
                {
                    ServiceAccountName = App,
                    AutomountServiceAccountToken = false,
                    DnsConfig = Pods.Dns,
                    TerminationGracePeriodSeconds = 120,
                    SecurityContext = Pods.RunAs(User),
                    Affinity = Pods.AnyArchitecture,
                    Containers = [Container(fleet)],
                    Volumes =
                    [
                        new() { Name = "config", ConfigMap = new() { Name = App } },
                        new() { Name = "init", ConfigMap = new() { Name = InitConfig } },
                        new() { Name = "tls", Secret = new() { SecretName = SecretNames.PostgresTls, DefaultMode = GroupReadable } },
                        new() { Name = "run", EmptyDir = new() { SizeLimit = "16Mi" } },
                        new() { Name = "shm", EmptyDir = new() { Medium = "Memory", SizeLimit = "256Mi" } },
                        Pods.Temporary,
                    ],
                },
            },
            VolumeClaimTemplates =
            [
                new()
                {
                    Metadata = new() { Name = "data", Labels = Pods.Labels(App) },
                    Spec = new()
                    {
                        AccessModes = ["ReadWriteOnce"],
                        StorageClassName = "local-path",
                        Resources = new() { Requests = new() { ["storage"] = $"{Pods.Number(fleet.Database.StorageGiB)}Gi" } },
                    },
                },
            ],
        },
    };

    private static Container Container(Fleet fleet) => new()
    {
        Name = App,
        Image = fleet.Images[ImageName.Postgres].ToString(),
        Args =
        [
            "-c", "ssl=on",
            "-c", $"ssl_cert_file={TlsFolder}/tls.crt",
            "-c", $"ssl_key_file={TlsFolder}/tls.key",
            "-c", "ssl_min_protocol_version=TLSv1.3",
            "-c", $"hba_file={ConfigFolder}/pg_hba.conf",
            "-c", "password_encryption=scram-sha-256",
            "-c", "max_connections=200",
        ],
        Env =
        [
            EnvVar.Of("PGDATA", $"{DataFolder}/18/docker"),
            EnvVar.FromSecret("POSTGRES_PASSWORD", SecretNames.PostgresServer, "superuser-password"),
            // Read once, by the script that makes the role.
            EnvVar.FromSecret("EDGEVOICE_PASSWORD", SecretNames.PostgresServer, "password"),
            EnvVar.Of("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --auth-local=scram-sha-256 --data-checksums"),
        ],
        Ports = [new() { Name = "postgres", Number = Ports.Postgres, Protocol = "TCP" }],
        StartupProbe = Ready(periodSeconds: 5, failures: 60),
        ReadinessProbe = Ready(periodSeconds: 5, failures: 3),
        LivenessProbe = Ready(periodSeconds: 20, failures: 6),
        Resources = Pods.Resources(CpuRequests.Quantity(CpuRequests.Postgres), "512Mi", "2Gi"),
        SecurityContext = Pods.Restricted,
        VolumeMounts =
        [
            new() { Name = "data", MountPath = DataFolder },
            new() { Name = "config", MountPath = ConfigFolder, ReadOnly = true },
            new() { Name = "init", MountPath = "/docker-entrypoint-initdb.d", ReadOnly = true },
            new() { Name = "tls", MountPath = TlsFolder, ReadOnly = true },
            new() { Name = "run", MountPath = "/var/run/postgresql" },
            new() { Name = "shm", MountPath = "/dev/shm" },
            Pods.TemporaryMount,
        ],
    };

    private static Probe Ready(int periodSeconds, int failures) => new()
    {
        // By address: while the volume is being prepared, the server listens on its socket only.
        Exec = new() { Command = ["pg_isready", "--host=127.0.0.1", "--username=postgres", "--quiet"] },
        PeriodSeconds = periodSeconds,
        TimeoutSeconds = 5,
        FailureThreshold = failures,
    };
}
