namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>Settings of the connector, section <c>Tunnel</c>.</summary>
internal sealed class TunnelOptions
{
    public const string SectionName = "Tunnel";

    /// <summary>Address of the edge's tunnel port.</summary>
    public string Edge { get; set; } = "";

    /// <summary>The tunnel's token.</summary>
    public string Token { get; set; } = "";

    /// <summary>Where requests are carried to: the region's gateway.</summary>
    public string Service { get; set; } = "";

    /// <summary>Connections to the edge at the same time; cloudflared has four.</summary>
    public int Connections { get; set; } = 4;

    /// <summary>Port of <c>/ready</c>, <c>/metrics</c> and the switches; 0 for a free one.</summary>
    public int MetricsPort { get; set; }

    /// <summary>Seconds that requests under way are given at the end, like cloudflared's <c>--grace-period</c>.</summary>
    public double GracePeriod { get; set; } = 5;

    /// <summary>Longest wait between two attempts to connect, in seconds; the first is a twentieth of it.</summary>
    public double MaxBackoff { get; set; } = 2;

    /// <summary>The region the connector is in.</summary>
    public string Region { get; set; } = "";

    /// <summary>Whether distances are felt.</summary>
    public bool Distances { get; set; } = true;

    public RelayOptions Relay { get; set; } = new();
}
