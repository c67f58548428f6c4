namespace EdgeVoice.AppHost.K3s.Images;

/// <summary>The images of others, each by a tag that its project released for amd64 and arm64.</summary>
internal static class ThirdPartyImages
{
    public static readonly ImageReference LiveKit = new("docker.io/livekit/livekit-server", "v1.13.5", null);
    public static readonly ImageReference Cloudflared = new("docker.io/cloudflare/cloudflared", "2026.8.2", null);

    public static readonly IReadOnlyDictionary<string, ImageReference> All = new SortedDictionary<string, ImageReference>(StringComparer.Ordinal)
    {
        [ImageName.LiveKit] = LiveKit,
        [ImageName.Redis] = new("docker.io/library/redis", "7.4.2-alpine", null),
        [ImageName.Postgres] = new("docker.io/library/postgres", "18.3", null),
        [ImageName.Rclone] = new("docker.io/rclone/rclone", "1.69.1", null),
        [ImageName.Cloudflared] = Cloudflared,
        [ImageName.NodeCache] = new("registry.k8s.io/dns/k8s-dns-node-cache", "1.26.7", null),
        [ImageName.KubeVip] = new("ghcr.io/kube-vip/kube-vip", "v1.2.3", null),
    };
}
