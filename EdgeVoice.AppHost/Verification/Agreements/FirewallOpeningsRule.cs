using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>What listens on a host's own network is guarded by nothing else than the firewall.</summary>
internal sealed class FirewallOpeningsRule() : PerCellRule("firewall", "nothing is public but media, ICE over TCP, TURN and STUN; nftables says the same")
{
    // TURN over TLS arrives under this port and is rewritten to the pod's.
    private const int Https = 443;

    private static readonly (string Protocol, int Port, string What)[] s_private =
    [
        ("tcp", 22, "SSH"), ("tcp", 80, "HTTP"), ("tcp", 2379, "etcd"), ("tcp", 2380, "etcd"), ("tcp", 5349, "LiveKit's own TLS port"), ("tcp", 5432, "Postgres"), ("tcp", 6379, "Redis"), ("tcp", 6443, "the API server"),
        ("tcp", 6789, "LiveKit's metrics"), ("tcp", 7880, "LiveKit's signalling"), ("tcp", 9253, "the DNS cache's metrics"), ("tcp", 9353, "the DNS cache's metrics"), ("tcp", 10250, "the kubelet"),
        ("udp", 53, "DNS"), ("udp", 8472, "the pod network"), ("udp", 51820, "WireGuard"),
    ];

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        var file = cell.Path("firewall.json");
        var open = CellFacts.PublicOpenings(fleet, cell).ToArray();
        foreach (var (protocol, port, what) in s_private.Where(entry => open.Any(rule => rule.Covers(entry.Protocol, entry.Port))))
        {
            yield return new Finding(file, FormattableString.Invariant($"opens {protocol} {port} to everybody: {what}"));
        }

        foreach (var rule in CellFacts.Firewall(fleet, cell).Where(rule => rule.Direction == "inbound" && rule.IsPublic && rule.Protocol is not ("tcp" or "udp" or "icmp")))
        {
            yield return new Finding(file, $"opens '{rule.Protocol}' to everybody");
        }

        var config = CellFacts.LiveKit(cell)?.Config;
        foreach (var (protocol, port, what) in new[] { ("tcp", config.Number("rtc", "tcp_port"), "ICE over TCP"), ("udp", config.Number("turn", "udp_port"), "TURN") })
        {
            if (port is { } number && !open.Any(rule => rule.Covers(protocol, (int)number)))
            {
                yield return new Finding(file, FormattableString.Invariant($"does not open {protocol} {number}, at which LiveKit offers {what}"));
            }
        }

        foreach (var rule in open.Where(rule => !Accepts(fleet.Text(cell.Path("firewall.nft")), rule)))
        {
            yield return new Finding(cell.Path("firewall.nft"), $"does not accept {rule.Protocol} {CellFacts.Range(rule.FirstPort, rule.LastPort)}, which firewall.json opens");
        }
    }

    private static bool Accepts(string? rules, FirewallRule rule)
    {
        var ports = CellFacts.Range(rule.FirstPort, rule.LastPort);
        return rules?.Split('\n').Any(line => line.Contains($"{rule.Protocol} dport {ports} accept", StringComparison.Ordinal)
            || (rule.FirstPort == Https && line.Contains($"ct original proto-dst {ports} accept", StringComparison.Ordinal))) == true;
    }
}
