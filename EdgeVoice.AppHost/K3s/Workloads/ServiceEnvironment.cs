using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>What the services of this repository read from their environment, in the parts that they share.</summary>
internal static class ServiceEnvironment
{
    public const string DatabaseFolder = "/etc/edgevoice/postgres";
    public const string DatabaseName = "edgevoice";
    public const string DatabaseUser = "edgevoice";

    private const string DatabaseVolume = "postgres-ca";

    /// <summary>Address of the database, the same in every cell: Postgres itself in the home cell, the relay elsewhere.</summary>
    public static string DatabaseHost { get; } = ServiceUrls.Name(Apps.Postgres, Namespaces.Data);

    public static Volume DatabaseCertificate { get; } = new()
    {
        Name = DatabaseVolume,
        Secret = new() { SecretName = SecretNames.PostgresClient, Items = [new() { Key = "ca.crt", Path = "ca.crt" }] },
    };

    public static VolumeMount DatabaseCertificateMount { get; } = new() { Name = DatabaseVolume, MountPath = DatabaseFolder, ReadOnly = true };

    /// <summary>The container's own environment: its port, nothing that writes to its file system, no debugger's door.</summary>
    public static IEnumerable<EnvVar> Host(int port) =>
    [
        EnvVar.Of("ASPNETCORE_HTTP_PORTS", Pods.Number(port)),
        EnvVar.Of("DOTNET_EnableDiagnostics", "0"),
        EnvVar.Of("DOTNET_ENVIRONMENT", "Production"),
    ];

    /// <summary>Connections are short-lived: the way through a tunnel may be cut at any time.</summary>
    public static IEnumerable<EnvVar> Database() =>
    [
        EnvVar.FromSecret("POSTGRES_PASSWORD", SecretNames.PostgresClient, "password"),
        EnvVar.Of(
            "ConnectionStrings__edgevoice",
            $"Host={DatabaseHost};Port={Pods.Number(Ports.Postgres)};Database={DatabaseName};Username={DatabaseUser};Password=$(POSTGRES_PASSWORD);"
            + $"SSL Mode=VerifyFull;Root Certificate={DatabaseFolder}/ca.crt;Timeout=5;Keepalive=30;Connection Idle Lifetime=60;Connection Lifetime=300;Maximum Pool Size=10"),
    ];

    public static IEnumerable<EnvVar> LiveKit() =>
    [
        EnvVar.Of("LiveKit__Url", ServiceUrls.Of("ws", Apps.LiveKit, Namespaces.LiveKit, Ports.LiveKitHttp)),
        EnvVar.FromSecret("LiveKit__ApiKey", SecretNames.LiveKitApi, "key"),
        EnvVar.FromSecret("LiveKit__ApiSecret", SecretNames.LiveKitApi, "secret"),
    ];

    /// <summary>Telemetry goes to the cell's own dashboard.</summary>
    public static IEnumerable<EnvVar> Telemetry(Cell cell, string service) =>
    [
        EnvVar.FromField("POD_NAME", "metadata.name"),
        EnvVar.FromField("NODE_NAME", "spec.nodeName"),
        EnvVar.FromSecret("OTLP_API_KEY", SecretNames.Dashboard, "otlp-api-key"),
        EnvVar.Of("OTEL_EXPORTER_OTLP_ENDPOINT", ServiceUrls.Of("http", Apps.Dashboard, Namespaces.EdgeVoice, Ports.OtlpHttp)),
        EnvVar.Of("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        EnvVar.Of("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=$(OTLP_API_KEY)"),
        EnvVar.Of("OTEL_SERVICE_NAME", $"{service}-{cell.Region}"),
        EnvVar.Of("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id=$(POD_NAME),cloud.region={cell.Region},k8s.namespace.name={Namespaces.EdgeVoice},k8s.pod.name=$(POD_NAME),k8s.node.name=$(NODE_NAME)"),
    ];
}
