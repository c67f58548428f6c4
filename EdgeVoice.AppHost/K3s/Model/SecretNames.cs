namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>Names of the Secrets that an operator brings.</summary>
internal static class SecretNames
{
    public const string LiveKitKeys = "livekit-keys";
    public const string LiveKitTurnTls = "livekit-turn-tls";
    public const string LiveKitApi = "livekit-api";
    public const string Redis = "redis";
    public const string Realtime = "realtime-provider";
    public const string Gateway = "gateway";
    /// <summary>Key within the gateway's Secret.</summary>
    public const string TurnstileKey = "turnstile-secret-key";

    public const string Dashboard = "dashboard";
    public const string PostgresClient = "postgres-client";
    public const string PostgresServer = "postgres-server";
    public const string PostgresTls = "postgres-tls";
    public const string PostgresBackup = "postgres-backup";
    public const string PostgresAccess = "postgres-access";
    public const string Tunnel = "cf-tunnel";
}
