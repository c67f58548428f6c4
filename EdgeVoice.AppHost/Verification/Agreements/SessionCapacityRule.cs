using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>A gateway that admits more calls than there are agents or ports makes callers hear nothing.</summary>
internal sealed class SessionCapacityRule() : PerCellRule("session-capacity", "the gateway admits no more calls than agents have slots and LiveKit has ports")
{
    // Caller and agent, two ports each.
    private const int PortsOfACall = 4;

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        var gateway = CellFacts.Workload(cell, "gateway");
        var agent = CellFacts.Workload(cell, "voice-agent");
        var liveKit = CellFacts.Workload(cell, "livekit");
        if (gateway is null || CellFacts.NumberVariable(gateway, "Gateway__Slots") is not { } admitted)
        {
            yield return new Finding(gateway?.File ?? cell.Path("manifests"), "the gateway does not say how many calls it admits (Gateway__Slots)");
            yield break;
        }

        var slots = (agent?.Node.Number("spec", "replicas") ?? 1) * (CellFacts.NumberVariable(agent, "Agent__Slots") ?? 0);
        if (slots < admitted)
        {
            yield return new Finding(agent?.File ?? gateway.File, FormattableString.Invariant($"the gateway admits {admitted} calls, the agents have {slots} slots"));
        }

        if (CellFacts.LiveKit(cell) is { } configured && configured.Config.Number("rtc", "port_range_start") is not null && CellFacts.MediaPorts(configured.Config) is { } media)
        {
            var ports = (media.Last - media.First + 1) * (liveKit?.Node.Number("spec", "replicas") ?? 1);
            if (ports / PortsOfACall < admitted)
            {
                yield return Found(configured.Document, FormattableString.Invariant($"{ports} ports carry {ports / PortsOfACall} calls, the gateway admits {admitted}"));
            }

            if (CellFacts.NumberVariable(gateway, "Gateway__RtcPorts") is { } told && told != ports)
            {
                yield return Found(gateway, FormattableString.Invariant($"Gateway__RtcPorts is {told}, LiveKit has {ports}"));
            }
        }
    }
}
