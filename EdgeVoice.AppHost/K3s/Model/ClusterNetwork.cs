using System.Net;

namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>Addresses inside a cluster; equal in all cells, which never meet.</summary>
internal sealed record ClusterNetwork(IPNetwork Pods, IPNetwork Services, IPAddress ClusterDns)
{
    public const string Domain = "cluster.local";

    /// <summary>Link-local address on which each node's DNS cache listens; NodeLocalDNS' own convention.</summary>
    public static readonly IPAddress NodeLocalDns = IPAddress.Parse("169.254.20.10");
}
