using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Templates;
using EdgeVoice.AppHost.K3s.Workloads;

namespace EdgeVoice.AppHost.K3s.Host;

/// <summary>The hosts' firewall. It alone guards what listens on a host's own network: the API server, LiveKit's signalling, metrics.</summary>
internal sealed record Firewall(string Region, IReadOnlyList<FirewallRule> Inbound, IReadOnlyList<FirewallRule> Outbound)
{
    private static readonly string[] s_everybody = ["0.0.0.0/0", "::/0"];

    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Firewall Of(Cell cell) => new(
        cell.Region,
        [.. Public(cell), Private(cell), new() { Protocol = "icmp", Sources = s_everybody, Reason = "path MTU discovery, ping" }],
        [
            To("udp", null, "media to callers, wherever their networks put them; STUN, DNS, time, and the tunnel over QUIC"),
            To("tcp", Pods.Number(Ports.Https), "the realtime provider, registries, package mirrors, backups"),
            To("tcp", Pods.Number(Ports.Tunnel), "cloudflared"),
            To("tcp", "80", "package mirrors and certificate revocation lists"),
            To("tcp", Pods.Number(Ports.Dns), "DNS answers too long for UDP"),
            new() { Protocol = "any", Destinations = [cell.PrivateNetwork.ToString()], Reason = "the region's own nodes" },
        ]);

    public string ToJson() => JsonSerializer.Serialize(this, s_format) + "\n";

    /// <summary>The same for nftables, to be loaded on a host.</summary>
    public static string ToNftables(Fleet fleet, Cell cell) => TemplateFile.Render(
        "firewall.nft",
        ("region", cell.Region),
        ("private", cell.PrivateNetwork.ToString()),
        ("pods", fleet.Network.Pods.ToString()),
        ("public", string.Join("\n", Public(cell).Select(Nftables))));

    /// <summary>What anybody may reach.</summary>
    public static IReadOnlyList<FirewallRule> Public(Cell cell) =>
    [
        cell.LiveKit.Mode == LiveKitMode.Host
            ? From("udp", cell.Rtc.ToString(), "WebRTC media")
            : From("udp", Pods.Number(Ports.LiveKitUdpMux), "WebRTC media on the load balancer's address"),
        From("tcp", Pods.Number(Ports.LiveKitTcp), "WebRTC media over TCP, for callers without UDP"),
        From("udp", Pods.Number(Ports.TurnUdp), "TURN and STUN"),
        From("tcp", Pods.Number(Ports.Https), $"TURN over TLS on {cell.TurnAddress}, for callers whose networks pass nothing else"),
    ];

    private static FirewallRule Private(Cell cell) => new() { Protocol = "any", Sources = [cell.PrivateNetwork.ToString()], Reason = "the region's own nodes: API server, etcd, kubelet, pod network, operators" };

    private static FirewallRule From(string protocol, string ports, string reason) => new() { Protocol = protocol, Ports = ports, Sources = s_everybody, Reason = reason };

    private static FirewallRule To(string protocol, string? ports, string reason) => new() { Protocol = protocol, Ports = ports, Destinations = s_everybody, Reason = reason };

    // TURN over TLS is rewritten to the pod's port before it comes to the input chain; only what was meant for 443 passes.
    private static string Nftables(FirewallRule rule) => rule.Ports == Pods.Number(Ports.Https)
        ? $"    tcp dport {Pods.Number(Ports.TurnTls)} ct status dnat ct original proto-dst {rule.Ports} accept comment \"{rule.Reason}\""
        : $"    {rule.Protocol} dport {rule.Ports} accept comment \"{rule.Reason}\"";
}
