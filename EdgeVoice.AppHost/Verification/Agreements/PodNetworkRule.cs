using System.Net;
using EdgeVoice.AppHost.K3s.Settings.Rules;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>A node without a pod network of its own is ready and runs nothing.</summary>
internal sealed class PodNetworkRule() : PerCellRule("pod-networks", "the pod network has a part for each node, and the service network is one that the API server takes")
{
    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        foreach (var (file, server) in CellFacts.Servers(cell).Take(1))
        {
            if (server.Text("cluster-cidr") is { } pods && (!IPNetwork.TryParse(pods, out var network) || cell.Servers.Count > PodNetworks.Nodes(network)))
            {
                yield return new Finding(file, FormattableString.Invariant($"cluster-cidr {pods} carries {(network == default ? 0 : PodNetworks.Nodes(network))} nodes, there are {cell.Servers.Count}"));
            }

            if (server.Text("service-cidr") is { } services && (!IPNetwork.TryParse(services, out var own) || own.PrefixLength < PodNetworks.WidestServices))
            {
                yield return new Finding(file, $"service-cidr {services} is wider than a /{PodNetworks.WidestServices}");
            }
        }
    }
}
