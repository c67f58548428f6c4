using System.Net;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>The load balancer's addresses.</summary>
internal static class PoolRules
{
    public static IEnumerable<SettingError> Check(Cell cell)
    {
        var path = FleetRules.Path(cell, "LoadBalancer:Pool");
        if (cell.Pool.Count == 0)
        {
            yield return new(path, "", "it is missing; without an address pool MetalLB gives no Service an address");
            yield break;
        }

        foreach (var (one, other) in cell.Pool.SelectMany((range, index) => cell.Pool.Skip(index + 1).Select(next => (range, next))).Where(pair => pair.range.Overlaps(pair.next)))
        {
            yield return new(path, other.Text, $"it overlaps {one} of the same pool");
        }

        foreach (var node in cell.Nodes)
        {
            foreach (var address in new[] { node.PrivateAddress, node.PublicAddress })
            {
                if (cell.Pool.FirstOrDefault(range => range.Contains(address)) is { } range)
                {
                    yield return new(path, range.Text, $"it holds {address}, the address of node {node.Name}");
                }
            }
        }

        if (cell.TurnAddress.Equals(IPAddress.None))
        {
            yield break;
        }

        var turn = FleetRules.Path(cell, "LoadBalancer:TurnAddress");
        if (!cell.Pool.Any(range => range.Contains(cell.TurnAddress)))
        {
            yield return new(turn, cell.TurnAddress.ToString(), $"it must lie in the region's pool ({string.Join(", ", cell.Pool)})");
        }

        if (!ReservedNetworks.IsPublic(cell.TurnAddress))
        {
            yield return new(turn, cell.TurnAddress.ToString(), "it must be a public address: callers whose networks block UDP come there");
        }

        if (cell.TurnAddress.GetAddressBytes()[^1] is 0 or 255)
        {
            yield return new(turn, cell.TurnAddress.ToString(), "it ends with 0 or 255, which some networks take for a broadcast and which the pool therefore avoids");
        }
    }
}
