using System.Globalization;
using System.Net;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>The machines of a cell.</summary>
internal static class NodeRules
{
    public static IEnumerable<SettingError> Check(Fleet fleet, Cell cell)
    {
        var servers = cell.Servers.Count();
        if (servers is not (1 or 3))
        {
            yield return new(FleetRules.Path(cell, "Servers"), $"{servers} servers", "there must be 1 or 3: etcd needs a majority, which an even number makes no safer, and every write waits for more of them");
        }

        foreach (var node in cell.Nodes)
        {
            foreach (var error in CheckAddresses(fleet, cell, node))
            {
                yield return error;
            }
        }

        foreach (var twice in cell.Nodes.Where(node => !node.PrivateAddress.Equals(IPAddress.None)).GroupBy(node => node.PrivateAddress).Where(group => group.Count() > 1))
        {
            yield return new(FleetRules.Path(cell, Key(cell, twice.Last(), "PrivateAddress")), twice.Key.ToString(), $"node {twice.First().Name} has the same address");
        }

        if (!cell.MediaNodes.Any())
        {
            yield return new(FleetRules.Path(cell, "Servers:0:Media"), "false", "one node of the region must be a media node: LiveKit runs on those only");
        }
    }

    /// <summary>The key of a node's setting inside its region.</summary>
    public static string Key(Cell cell, Node node, string key)
    {
        var siblings = (node.IsServer ? cell.Servers : cell.Workers).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{(node.IsServer ? "Servers" : "Workers")}:{siblings.IndexOf(node)}:{key}");
    }

    private static IEnumerable<SettingError> CheckAddresses(Fleet fleet, Cell cell, Node node)
    {
        if (!node.PrivateAddress.Equals(IPAddress.None) && cell.PrivateNetwork != default && !cell.PrivateNetwork.Contains(node.PrivateAddress))
        {
            yield return new(FleetRules.Path(cell, Key(cell, node, "PrivateAddress")), node.PrivateAddress.ToString(), $"it must lie in the region's PrivateNetwork ({cell.PrivateNetwork})");
        }

        if (!node.PublicAddress.Equals(IPAddress.None) && !ReservedNetworks.IsPublic(node.PublicAddress))
        {
            yield return new(FleetRules.Path(cell, Key(cell, node, "PublicAddress")), node.PublicAddress.ToString(), "it must be a public address: callers send their audio there");
        }

        if (node.IsCompliance && node.IsServer && cell.Options.Hipaa)
        {
            yield return new(FleetRules.Path(cell, Key(cell, node, "Compliance")), "true", "a server cannot be reserved: cluster services such as CoreDNS would have no place to run; reserve a worker");
        }

        if (fleet.Network.Pods.Contains(node.PublicAddress) || fleet.Network.Services.Contains(node.PublicAddress))
        {
            yield return new(FleetRules.Path(cell, Key(cell, node, "PublicAddress")), node.PublicAddress.ToString(), "it lies in the cluster's own network");
        }
    }
}
