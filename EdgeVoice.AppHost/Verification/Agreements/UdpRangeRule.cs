using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>A port that LiveKit offers and a firewall, a policy or the kernel does not leave to it is a call without sound.</summary>
internal sealed class UdpRangeRule() : PerCellRule("udp-range", "LiveKit's UDP ports are those of the firewall, the policies and the reserved ports")
{
    private const string Reserved = "net.ipv4.ip_local_reserved_ports";

    // TURN's and STUN's own.
    private const int StunPort = 3478;

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        if (CellFacts.LiveKit(cell) is not { } liveKit || CellFacts.MediaPorts(liveKit.Config) is not { } media)
        {
            return [new Finding(cell.Path("manifests"), "there is no LiveKit configuration with UDP ports")];
        }

        var range = CellFacts.Range(media.First, media.Last);
        return Mode(liveKit).Concat(Firewall(fleet, cell, range)).Concat(Nftables(fleet, cell, range)).Concat(Sysctl(fleet, cell, range)).Concat(Policies(cell, media, range));
    }

    private static IEnumerable<Finding> Mode((FleetDocument Document, System.Text.Json.Nodes.JsonNode Config) liveKit)
    {
        if (liveKit.Config.Number("rtc", "udp_port") is not null && liveKit.Config.Number("rtc", "port_range_start") is not null)
        {
            yield return Found(liveKit.Document, "rtc has udp_port and a port range, of which the server takes one");
        }
    }

    private static IEnumerable<Finding> Firewall(PublishedFleet fleet, FleetCell cell, string range)
    {
        var open = CellFacts.PublicOpenings(fleet, cell).Where(rule => rule.Protocol == "udp" && rule.FirstPort != StunPort).Select(rule => CellFacts.Range(rule.FirstPort, rule.LastPort)).ToArray();
        if (open is not [var one] || one != range)
        {
            yield return new Finding(cell.Path("firewall.json"), $"opens udp {(open.Length == 0 ? "nothing" : string.Join(", ", open))}, LiveKit uses {range}");
        }
    }

    private static IEnumerable<Finding> Nftables(PublishedFleet fleet, FleetCell cell, string range)
    {
        if (fleet.Text(cell.Path("firewall.nft"))?.Contains($"udp dport {range} accept", StringComparison.Ordinal) != true)
        {
            yield return new Finding(cell.Path("firewall.nft"), $"does not accept udp {range}, which LiveKit uses");
        }
    }

    private static IEnumerable<Finding> Sysctl(PublishedFleet fleet, FleetCell cell, string range)
    {
        var files = fleet.Below(cell.Path("k3s")).Where(path => path.EndsWith(".conf", StringComparison.Ordinal)).ToArray();
        var reserved = files.SelectMany(path => fleet.Text(path)!.Split('\n')).Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts is [Reserved, _]).Select(parts => parts[1]).ToArray();
        if (!reserved.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).Contains(range))
        {
            yield return new Finding(files.FirstOrDefault() ?? cell.Path("k3s"), $"reserves {(reserved.Length == 0 ? "nothing" : string.Join(", ", reserved))}, LiveKit uses {range}");
        }
    }

    private static IEnumerable<Finding> Policies(FleetCell cell, (long First, long Last) media, string range)
    {
        var agent = CellFacts.Workload(cell, "voice-agent");
        var policies = cell.OfKind("NetworkPolicy").Where(policy => agent is not null && policy.Namespace == agent.Namespace && policy.Node.Map("spec", "podSelector", "matchLabels") is { Count: > 0 } selector
            && Labels.Contains(Labels.OfPods(agent), selector)).ToArray();
        var ports = policies.SelectMany(policy => policy.Node.Items("spec", "egress")).SelectMany(rule => rule.Items("ports"))
            .Where(port => port.Text("protocol") == "UDP" && port.Number("port") is not 53).ToArray();
        if (!ports.Any(port => port.Number("port") == media.First && (port.Number("endPort") ?? port.Number("port")) == media.Last))
        {
            var allowed = string.Join(", ", ports.Select(port => CellFacts.Range(port.Number("port") ?? 0, port.Number("endPort") ?? port.Number("port") ?? 0)));
            yield return new Finding(policies.FirstOrDefault()?.File ?? cell.Path("manifests"), $"lets agents send udp {(allowed.Length == 0 ? "nowhere" : allowed)}, LiveKit uses {range}");
        }
    }
}
