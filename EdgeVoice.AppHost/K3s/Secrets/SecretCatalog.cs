using EdgeVoice.AppHost.K3s.Host;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Workloads;

namespace EdgeVoice.AppHost.K3s.Secrets;

/// <summary>Every Secret that a cell can need, and where its values come from.</summary>
internal static class SecretCatalog
{
    private const string Random = "openssl rand -hex 32";
    private const string SameEverywhere = "the same in all cells; ";

    public static IReadOnlyList<SecretEntry> Of(Fleet fleet, Cell cell) =>
    [
        new(Namespaces.Cloudflared, SecretNames.Tunnel, [new("token", $"terraform output -raw tunnel_token_{cell.Region}; of this region's tunnel, and no other")], "cloudflared: joins the region's tunnel"),
        new(Namespaces.Data, SecretNames.PostgresAccess,
            [
                new("id", $"terraform output -raw postgres_access_id_{cell.Region}"),
                new("secret", $"terraform output -raw postgres_access_secret_{cell.Region}"),
            ],
            "relay: passes Cloudflare Access before the database's tunnel route"),
        new(Namespaces.Data, SecretNames.PostgresBackup,
            [
                new("access-key-id", $"key of {fleet.Database.BackupEndpoint} that may write to {fleet.Database.BackupBucket} and not delete"),
                new("secret-access-key", "its secret"),
                new("dump-password", "rclone obscure \"$(openssl rand -hex 32)\"; keep it outside the cell too: without it no dump can be read"),
            ],
            "backup: encrypts dumps and copies them out of the cell"),
        new(Namespaces.Data, SecretNames.PostgresServer,
            [
                new("superuser-password", Random),
                new("password", $"{Random}; letters and digits only, and equal to password of {Namespaces.EdgeVoice}/{SecretNames.PostgresClient}"),
                new("ca.crt", $"certificate of the authority that signed {SecretNames.PostgresTls}, PEM"),
            ],
            "Postgres: passwords of its superuser and of the services' role"),
        new(Namespaces.Data, SecretNames.PostgresTls,
            [new("tls.crt", $"certificate for {ServiceEnvironment.DatabaseHost}, PEM"), new("tls.key", "its key, PEM")],
            "Postgres: clients check it end to end, through the tunnel"),
        new(Namespaces.EdgeVoice, SecretNames.Dashboard,
            [new("otlp-api-key", Random), new("browser-token", Random)],
            "dashboard: key of telemetry's senders, token of its login page"),
        new(Namespaces.EdgeVoice, SecretNames.Gateway,
            [
                new("admin-token", Random),
                new("health-token", Random),
                new("peers-key", $"{SameEverywhere}{Random}"),
                .. fleet.TurnstileSiteKey.Length == 0 ? Array.Empty<SecretKey>() : [new(SecretNames.TurnstileKey, $"{SameEverywhere}secret key of the Turnstile widget {fleet.TurnstileSiteKey}")],
            ],
            "gateway: who may drain it, who sees the detail of its health, and the key that regions sign their questions to one another with"),
        new(Namespaces.EdgeVoice, SecretNames.LiveKitApi,
            [new("key", $"{SameEverywhere}openssl rand -hex 8"), new("secret", $"{SameEverywhere}{Random}")],
            "agent, gateway: sign tokens"),
        new(Namespaces.EdgeVoice, SecretNames.PostgresClient,
            [
                new("password", $"{SameEverywhere}password of {Namespaces.Data}/{SecretNames.PostgresServer} in {fleet.Home}"),
                new("ca.crt", $"{SameEverywhere}ca.crt of {Namespaces.Data}/{SecretNames.PostgresServer} in {fleet.Home}"),
            ],
            "agent, gateway, migrations: reach the call journal"),
        new(Namespaces.EdgeVoice, SecretNames.Realtime, [new("api-key", $"key of {new Uri(fleet.Provider.Endpoint).Host}")], "agent: the realtime provider"),
        new(Namespaces.System, K3sPaths.SnapshotSecret,
            [
                new("etcd-s3-endpoint", new Uri(fleet.Database.BackupEndpoint).Host),
                new("etcd-s3-bucket", fleet.Database.BackupBucket),
                new("etcd-s3-folder", $"etcd/{cell.Region}"),
                new("etcd-s3-access-key", "key that may write there"),
                new("etcd-s3-secret-key", "its secret"),
            ],
            "k3s: copies etcd's snapshots out of the cell"),
        new(Namespaces.LiveKit, SecretNames.LiveKitKeys, [new("keys", $"'KEY: SECRET', the two values of {Namespaces.EdgeVoice}/{SecretNames.LiveKitApi}")], "LiveKit: checks tokens"),
        new(Namespaces.LiveKit, SecretNames.LiveKitTurnTls,
            [new("tls.crt", $"certificate for {cell.Names.Turn} of a public authority, with its chain, PEM"), new("tls.key", "its key, PEM")],
            "LiveKit: TURN over TLS"),
        new(Namespaces.LiveKit, SecretNames.Redis, [new("password", Random)], "Redis and LiveKit: what the media nodes of the region share"),
    ];
}
