using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>Dumps the database and copies the dump to an S3 service outside the cell.</summary>
internal static class PostgresBackupManifests
{
    private const string App = Apps.PostgresBackup;
    private const string DumpFile = "/backup/edgevoice.dump";
    private const string TlsFolder = "/etc/postgresql/tls";
    private const int User = 65532;

    public static IReadOnlyList<IManifest> Of(Fleet fleet) =>
    [
        new CronJob
        {
            Metadata = Pods.Meta(App, Namespaces.Data, App),
            Spec = new()
            {
                Schedule = fleet.Database.BackupSchedule,
                TimeZone = "Etc/UTC",
                ConcurrencyPolicy = "Forbid",
                StartingDeadlineSeconds = 600,
                SuccessfulJobsHistoryLimit = 3,
                FailedJobsHistoryLimit = 3,
                JobTemplate = new() { Spec = new() { BackoffLimit = 3, ActiveDeadlineSeconds = 3000, Template = Template(fleet) } },
            },
        },
    ];

    private static PodTemplate Template(Fleet fleet) => new()
    {
        Metadata = new() { Labels = Pods.Labels(App) },
        Spec = new()
        {
            AutomountServiceAccountToken = false,
            RestartPolicy = "Never",
            DnsConfig = Pods.Dns,
            SecurityContext = Pods.RunAs(User),
            Affinity = Pods.AnyArchitecture,
            InitContainers = [Dump(fleet)],
            Containers = [Copy(fleet)],
            Volumes =
            [
                new() { Name = "backup", EmptyDir = new() { SizeLimit = $"{Pods.Number(fleet.Database.StorageGiB)}Gi" } },
                new() { Name = "ca", Secret = new() { SecretName = SecretNames.PostgresServer, Items = [new() { Key = "ca.crt", Path = "ca.crt" }] } },
                Pods.Temporary,
            ],
        },
    };

    private static Container Dump(Fleet fleet) => new()
    {
        Name = "dump",
        Image = fleet.Images[ImageName.Postgres].ToString(),
        Command = ["pg_dump"],
        Args = ["--format=custom", "--no-owner", $"--file={DumpFile}"],
        Env =
        [
            EnvVar.Of("PGHOST", ServiceEnvironment.DatabaseHost),
            EnvVar.Of("PGPORT", Pods.Number(Ports.Postgres)),
            EnvVar.Of("PGDATABASE", ServiceEnvironment.DatabaseName),
            EnvVar.Of("PGUSER", ServiceEnvironment.DatabaseUser),
            EnvVar.FromSecret("PGPASSWORD", SecretNames.PostgresServer, "password"),
            EnvVar.Of("PGSSLMODE", "verify-full"),
            EnvVar.Of("PGSSLROOTCERT", $"{TlsFolder}/ca.crt"),
            EnvVar.Of("PGCONNECT_TIMEOUT", "10"),
        ],
        Resources = Pods.Resources("100m", "128Mi", "512Mi"),
        SecurityContext = Pods.Restricted,
        VolumeMounts = [new() { Name = "backup", MountPath = "/backup" }, new() { Name = "ca", MountPath = TlsFolder, ReadOnly = true }, Pods.TemporaryMount],
    };

    private static Container Copy(Fleet fleet) => new()
    {
        Name = "copy",
        Image = fleet.Images[ImageName.Rclone].ToString(),
        // A job's pod has its planned minute in its name, so no dump overwrites another; how long they stay is the bucket's rule.
        Args = ["copyto", DumpFile, "sealed:$(POD_NAME).dump", "--s3-no-check-bucket"],
        Env =
        [
            EnvVar.FromField("POD_NAME", "metadata.name"),
            EnvVar.Of("RCLONE_CONFIG", "/tmp/rclone.conf"),
            EnvVar.Of("RCLONE_CONFIG_BACKUP_TYPE", "s3"),
            EnvVar.Of("RCLONE_CONFIG_BACKUP_PROVIDER", "Other"),
            EnvVar.Of("RCLONE_CONFIG_BACKUP_ENDPOINT", fleet.Database.BackupEndpoint),
            EnvVar.FromSecret("RCLONE_CONFIG_BACKUP_ACCESS_KEY_ID", SecretNames.PostgresBackup, "access-key-id"),
            EnvVar.FromSecret("RCLONE_CONFIG_BACKUP_SECRET_ACCESS_KEY", SecretNames.PostgresBackup, "secret-access-key"),
            // What callers said leaves the cell encrypted; the bucket's keeper cannot read it.
            EnvVar.Of("RCLONE_CONFIG_SEALED_TYPE", "crypt"),
            EnvVar.Of("RCLONE_CONFIG_SEALED_REMOTE", $"backup:{fleet.Database.BackupBucket}/{fleet.Home}"),
            EnvVar.Of("RCLONE_CONFIG_SEALED_FILENAME_ENCRYPTION", "off"),
            EnvVar.Of("RCLONE_CONFIG_SEALED_DIRECTORY_NAME_ENCRYPTION", "false"),
            EnvVar.Of("RCLONE_CONFIG_SEALED_SUFFIX", "none"),
            EnvVar.FromSecret("RCLONE_CONFIG_SEALED_PASSWORD", SecretNames.PostgresBackup, "dump-password"),
        ],
        Resources = Pods.Resources("100m", "64Mi", "256Mi"),
        SecurityContext = Pods.Restricted,
        VolumeMounts = [new() { Name = "backup", MountPath = "/backup", ReadOnly = true }, Pods.TemporaryMount],
    };
}
