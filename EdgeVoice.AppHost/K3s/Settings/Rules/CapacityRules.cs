using System.Globalization;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>A region promises no more calls than it can hold.</summary>
internal static class CapacityRules
{
    public static IEnumerable<SettingError> Check(Cell cell)
    {
        var sessions = Text(cell.Sessions);
        if (cell.Sessions > cell.Agents.Calls)
        {
            yield return new(FleetRules.Path(cell, "Sessions"), sessions, $"the agents have {Text(cell.Agents.Calls)} slots (Agents:Replicas {Text(cell.Agents.Replicas)} × Agents:Slots {Text(cell.Agents.Slots)})");
        }

        var ports = cell.Rtc.Calls * cell.LiveKit.Replicas;
        if (cell.LiveKit.Mode == LiveKitMode.Host && cell.Rtc.Count > 0 && cell.Sessions > ports)
        {
            var needed = (cell.Sessions + cell.LiveKit.Replicas - 1) / cell.LiveKit.Replicas * PortRange.PortsPerCall;
            yield return new(
                FleetRules.Path(cell, "Rtc:PortEnd"),
                Text(cell.Rtc.End),
                $"{cell.Rtc} are {Text(cell.Rtc.Count)} ports and carry {Text(ports)} calls, four ports each; {sessions} sessions need it to be {Text(cell.Rtc.Start + needed - 1)} or more");
        }

        var media = cell.MediaNodes.Count();
        if (cell.LiveKit.Replicas > media && media > 0)
        {
            yield return new(FleetRules.Path(cell, "LiveKit:Replicas"), Text(cell.LiveKit.Replicas), $"the region has {Text(media)} media nodes, and each holds one LiveKit: its ports are the node's");
        }

        if (cell.LiveKit is { Mode: LiveKitMode.Vip, Replicas: > 1 })
        {
            yield return new(FleetRules.Path(cell, "LiveKit:Replicas"), Text(cell.LiveKit.Replicas), "in vip mode there is one replica per address: the load balancer would spread one call over several");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
