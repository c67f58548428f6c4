namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>Ports that several files must agree on; each written here and nowhere else.</summary>
internal static class Ports
{
    public const int Gateway = 8080;
    public const int Agent = 8080;
    public const int Dashboard = 8080;
    public const int OtlpGrpc = 4317;
    public const int OtlpHttp = 4318;
    public const int LiveKitHttp = 7880;
    public const int LiveKitTcp = 7881;
    public const int LiveKitUdpMux = 7882;
    public const int LiveKitMetrics = 6789;
    public const int TurnUdp = 3478;
    public const int TurnTls = 5349;
    public const int Https = 443;
    public const int Dns = 53;
    public const int Postgres = 5432;
    public const int Redis = 6379;
    public const int Tunnel = 7844;
    public const int CloudflaredMetrics = 2000;
    public const int NodeCacheMetrics = 9253;
    public const int NodeCacheHealth = 8080;
    public const int Kubelet = 10_250;
    public const int EtcdClient = 2379;
    public const int EtcdPeer = 2380;
    public const int Vxlan = 8472;
    public const int WireGuard = 51_820;
    public const int MetalLbMemberlist = 7946;

    /// <summary>Kubernetes' default; nothing here uses one.</summary>
    public static readonly PortRange NodePorts = new(30_000, 32_767);

    /// <summary>Between the TURN server and LiveKit on the same node. Below the node ports and the kernel's ephemeral ports, so that nothing else takes them.</summary>
    public static readonly PortRange TurnRelay = new(20_000, 20_999);

    public static readonly IReadOnlyList<(int Port, string Owner)> Reserved =
    [
        (EtcdClient, "etcd"),
        (EtcdPeer, "etcd"),
        (TurnUdp, "TURN over UDP"),
        (TurnTls, "TURN over TLS"),
        (ApiEndpoint.Port, "the API server"),
        (LiveKitMetrics, "LiveKit's metrics"),
        (LiveKitHttp, "LiveKit's signalling"),
        (LiveKitTcp, "LiveKit's media over TCP"),
        (LiveKitUdpMux, "LiveKit's media in vip mode"),
        (MetalLbMemberlist, "MetalLB's speakers"),
        (Vxlan, "flannel"),
        (NodeCacheMetrics, "the DNS cache's metrics"),
        (Kubelet, "the kubelet"),
        (WireGuard, "flannel over WireGuard"),
    ];
}
