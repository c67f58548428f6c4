namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>What holds the API server's address.</summary>
internal enum ApiEndpointMode
{
    /// <summary>The first server itself.</summary>
    None,

    /// <summary>kube-vip by ARP; needs layer 2.</summary>
    KubeVip,

    /// <summary>A Hetzner Cloud load balancer on the private network.</summary>
    HcloudLb,
}
