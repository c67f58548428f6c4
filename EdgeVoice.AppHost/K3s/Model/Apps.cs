namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>Values of the label <c>app</c>, by which Services, policies and budgets find pods.</summary>
internal static class Apps
{
    public const string Agent = "voice-agent";
    public const string Gateway = "gateway";
    public const string Dashboard = "dashboard";
    public const string Migrations = "migrations";
    public const string LiveKit = "livekit";
    public const string Redis = "redis";
    public const string Postgres = "postgres";
    public const string PostgresRelay = "postgres-relay";
    public const string PostgresBackup = "postgres-backup";
    public const string Cloudflared = "cloudflared";
}
