using System.Net;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>What no two regions may share.</summary>
internal static class UniquenessRules
{
    public static IEnumerable<SettingError> Check(Fleet fleet) => [.. Tunnels(fleet), .. Pools(fleet), .. PublicAddresses(fleet), .. Names(fleet)];

    private static IEnumerable<SettingError> Tunnels(Fleet fleet) =>
        from use in fleet.Cloudflare.Cells.Where(cell => cell.TunnelId is not null).GroupBy(cell => cell.TunnelId)
        where use.Count() > 1
        select new SettingError($"EdgeVoice:Cloudflare:Tunnels:{use.Last().Name}", use.Key.ToString()!, $"{use.First().Name} has the same tunnel: Cloudflare would take the two for one origin and pick between them itself, whatever the load balancer says");

    private static IEnumerable<SettingError> Pools(Fleet fleet) =>
        from pair in fleet.Cells.SelectMany((cell, index) => fleet.Cells.Skip(index + 1).Select(other => (First: cell, Second: other)))
        from one in pair.First.Pool
        from other in pair.Second.Pool
        where one.Overlaps(other)
        select new SettingError(FleetRules.Path(pair.Second, "LoadBalancer:Pool"), other.Text, $"it overlaps the pool of {pair.First.Region} ({one}): an address belongs to one location");

    private static IEnumerable<SettingError> PublicAddresses(Fleet fleet) =>
        from use in fleet.Cells.SelectMany(cell => cell.Nodes.Where(node => !node.PublicAddress.Equals(IPAddress.None)).Select(node => (Cell: cell, Node: node))).GroupBy(use => use.Node.PublicAddress)
        where use.Count() > 1
        let last = use.Last()
        select new SettingError(FleetRules.Path(last.Cell, NodeRules.Key(last.Cell, last.Node, "PublicAddress")), use.Key.ToString(), $"node {use.First().Node.Name} has the same address");

    private static IEnumerable<SettingError> Names(Fleet fleet) =>
        from use in fleet.Cells.SelectMany(cell => cell.Nodes.Select(node => (Cell: cell, Node: node))).GroupBy(use => use.Node.Name)
        where use.Count() > 1
        let last = use.Last()
        select new SettingError(FleetRules.Path(last.Cell, NodeRules.Key(last.Cell, last.Node, "Name")), use.Key, $"region {use.First().Cell.Region} has a node of the same name");
}
