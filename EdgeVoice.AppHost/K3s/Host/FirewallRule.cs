namespace EdgeVoice.AppHost.K3s.Host;

/// <summary>An opening of the hosts' firewall; whatever has none is dropped.</summary>
internal sealed record FirewallRule
{
    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c>, or <c>any</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>A port or a range; nothing for all.</summary>
    public string? Ports { get; init; }

    public IReadOnlyList<string>? Sources { get; init; }

    public IReadOnlyList<string>? Destinations { get; init; }

    public required string Reason { get; init; }
}
