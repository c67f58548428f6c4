using System.Net;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>Networks that must not meet.</summary>
internal static class NetworkRules
{
    private const string Network = $"{FleetSettings.SectionName}:Network";

    public static IEnumerable<SettingError> Check(Fleet fleet)
    {
        var (pods, services, dns) = fleet.Network;
        foreach (var (key, network) in new[] { ("Pods", pods), ("Services", services) })
        {
            if (!ReservedNetworks.IsPrivate(network))
            {
                yield return new($"{Network}:{key}", network.ToString(), "it must lie in a private network (10/8, 172.16/12, 192.168/16 or 100.64/10): the cluster would swallow the traffic to its real owner");
            }
        }

        if (ReservedNetworks.Overlap(pods, services))
        {
            yield return new($"{Network}:Services", services.ToString(), $"it overlaps {Network}:Pods ({pods})");
        }

        if (!services.Contains(dns) || dns.Equals(services.BaseAddress) || dns.Equals(First(services)))
        {
            yield return new($"{Network}:ClusterDns", dns.ToString(), $"it must lie in {Network}:Services ({services}), and not be its first address, which is the API server's");
        }

        if (services.PrefixLength < PodNetworks.WidestServices)
        {
            yield return new($"{Network}:Services", services.ToString(), $"it must be a /{PodNetworks.WidestServices} or smaller: the API server refuses more addresses");
        }

        if (fleet.Cells.MaxBy(cell => cell.Nodes.Count) is { } largest && largest.Nodes.Count > PodNetworks.Nodes(pods))
        {
            yield return new($"{Network}:Pods", pods.ToString(), $"each node takes a /{PodNetworks.NodePrefix} of it, so it carries {PodNetworks.Nodes(pods)} nodes, and {largest.Region} has {largest.Nodes.Count}");
        }

        foreach (var cell in fleet.Cells)
        {
            foreach (var error in CheckCell(cell, pods, services))
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<SettingError> CheckCell(Cell cell, IPNetwork pods, IPNetwork services)
    {
        var network = cell.PrivateNetwork;
        if (network == default)
        {
            yield break;
        }

        if (!ReservedNetworks.IsPrivate(network))
        {
            yield return new(FleetRules.Path(cell, "PrivateNetwork"), network.ToString(), "it must lie in a private network (10/8, 172.16/12, 192.168/16 or 100.64/10): everything from it passes the firewall");
        }

        foreach (var (key, other) in new[] { ("Pods", pods), ("Services", services) })
        {
            if (ReservedNetworks.Overlap(network, other))
            {
                yield return new(FleetRules.Path(cell, "PrivateNetwork"), network.ToString(), $"it overlaps {Network}:{key} ({other})");
            }
        }
    }

    private static IPAddress First(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        bytes[^1]++;
        return new(bytes);
    }
}
