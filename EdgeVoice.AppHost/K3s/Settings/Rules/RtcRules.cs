using System.Globalization;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>The media ports among the node's other ports.</summary>
internal static class RtcRules
{
    public static IEnumerable<SettingError> Check(Cell cell)
    {
        var (start, end) = cell.Rtc;
        if (end < start)
        {
            yield return new(FleetRules.Path(cell, "Rtc:PortEnd"), Text(end), $"it must not be below PortStart ({Text(start)})");
            yield break;
        }

        foreach (var (port, owner) in Ports.Reserved.Where(entry => entry.Port >= start && entry.Port <= end))
        {
            yield return new(FleetRules.Path(cell, "Rtc:PortStart"), Text(start), $"{cell.Rtc} holds port {Text(port)}, which belongs to {owner}");
        }

        foreach (var (range, owner) in new[] { (Ports.NodePorts, "Kubernetes' node ports"), (Ports.TurnRelay, "the TURN relay") })
        {
            if (start <= range.End && range.Start <= end)
            {
                yield return new(FleetRules.Path(cell, "Rtc:PortStart"), Text(start), $"{cell.Rtc} overlaps {range}, {owner}");
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
