using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Options;
using EdgeVoice.AppHost.K3s.Workloads;

namespace EdgeVoice.AppHost.K3s;

/// <summary>The manifests of a cell by file, in the order in which they are applied. File names are also names of AddOns for k3s: letters, digits, hyphens.</summary>
internal static class CellManifests
{
    public static IReadOnlyList<(string Name, IReadOnlyList<IManifest> Manifests)> Of(Fleet fleet, Cell cell)
    {
        var isHome = fleet.Home == cell.Region;
        var all = new List<(string Name, IReadOnlyList<IManifest> Manifests)>
        {
            ("00-namespaces", NamespaceManifests.Of()),
            ("05-network-policies", NetworkPolicies.Of(fleet, cell)),
            ("10-metallb", MetalLbManifests.Chart(cell)),
            ("15-node-local-dns", NodeLocalDnsManifests.Of(fleet)),
            ("20-metallb-addresses", MetalLbManifests.Addresses(cell)),
            isHome ? ("30-postgres", PostgresManifests.Of(fleet)) : ("30-postgres-relay", PostgresRelayManifests.Of(fleet)),
            ("50-livekit", LiveKitManifests.Of(fleet, cell)),
            ("60-agent", AgentManifests.Of(fleet, cell)),
            ("65-gateway", GatewayManifests.Of(fleet, cell)),
            ("70-dashboard", DashboardManifests.Of(fleet, cell)),
            ("80-cloudflared", CloudflaredManifests.Of(fleet)),
        };
        if (isHome)
        {
            all.Add(("35-postgres-backup", PostgresBackupManifests.Of(fleet)));
            all.Add(("40-migrations", AgentManifests.Migrations(fleet)));
        }

        if (cell.LiveKit.Replicas > 1)
        {
            all.Add(("45-redis", RedisManifests.Of(fleet)));
        }

        if (cell.Options.KubeVip)
        {
            all.Add(("12-kube-vip-address", KubeVipOption.Address(cell)));
        }

        return [.. all.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => (file.Name, cell.Options.Hipaa ? [.. file.Manifests.Select(CompliancePins.Apply)] : file.Manifests))];
    }
}
