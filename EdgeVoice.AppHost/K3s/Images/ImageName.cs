namespace EdgeVoice.AppHost.K3s.Images;

/// <summary>Names under which manifests and the lock file know the images.</summary>
internal static class ImageName
{
    public const string Agent = "agent";
    public const string Gateway = "gateway";
    public const string Dashboard = "dashboard";
    public const string LiveKit = "livekit";
    public const string Redis = "redis";
    public const string Postgres = "postgres";
    public const string Rclone = "rclone";
    public const string Cloudflared = "cloudflared";
    public const string NodeCache = "k8s-dns-node-cache";
    public const string KubeVip = "kube-vip";

    /// <summary>Images that this repository builds.</summary>
    public static readonly IReadOnlyList<string> Own = [Agent, Gateway, Dashboard];
}
