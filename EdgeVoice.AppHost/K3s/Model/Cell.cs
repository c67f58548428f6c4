using System.Net;

namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>One region: a k3s cluster of its own, in one location.</summary>
internal sealed record Cell
{
    public required string Region { get; init; }

    public required CellNames Names { get; init; }

    public required HostProvider Provider { get; init; }

    /// <summary>What the nodes reach each other on; nothing of it is public.</summary>
    public required IPNetwork PrivateNetwork { get; init; }

    public required string PrivateInterface { get; init; }

    public required string PublicInterface { get; init; }

    public required ApiEndpoint Api { get; init; }

    /// <summary>Servers first, in the order of the settings.</summary>
    public required IReadOnlyList<Node> Nodes { get; init; }

    public required IReadOnlyList<AddressRange> Pool { get; init; }

    /// <summary>Fixed address of the pool for TURN over TLS.</summary>
    public required IPAddress TurnAddress { get; init; }

    public required PortRange Rtc { get; init; }

    /// <summary>Calls at the same time that the region promises.</summary>
    public required int Sessions { get; init; }

    public required LiveKitSettings LiveKit { get; init; }

    public required AgentSettings Agents { get; init; }

    public required CellOptions Options { get; init; }

    public IEnumerable<Node> Servers => Nodes.Where(node => node.IsServer);

    public IEnumerable<Node> Workers => Nodes.Where(node => !node.IsServer);

    /// <summary>Nodes that LiveKit may run on, and whose media ports are open.</summary>
    public IEnumerable<Node> MediaNodes => Nodes.Where(node => node.IsMedia);
}
