namespace EdgeVoice.CloudflareEmulator.Configuration;

/// <summary>Settings of the edge, section <c>Edge</c>.</summary>
internal sealed class EdgeOptions
{
    public const string SectionName = "Edge";

    /// <summary>Path of <c>cloudflare.tf.json</c>.</summary>
    public string Definition { get; set; } = "cloudflare.tf.json";

    /// <summary>Port that stands for the public name; 0 for a free one.</summary>
    public int PublicPort { get; set; }

    /// <summary>Ports that stand for the regions' own names, by pool; 0 for a free one.</summary>
    public Dictionary<string, int> RegionPorts { get; set; } = [];

    /// <summary>Port that connectors dial; 0 for a free one.</summary>
    public int TunnelPort { get; set; }

    /// <summary>Token of each tunnel, by the tunnel's name. A tunnel without one cannot connect.</summary>
    public Dictionary<string, string> TunnelTokens { get; set; } = [];

    /// <summary>Seconds between two probes; the definition's interval when not set.</summary>
    public double? MonitorInterval { get; set; }

    /// <summary>Seconds after which a probe has failed; the definition's when not set.</summary>
    public double? MonitorTimeout { get; set; }

    /// <summary>Seconds of silence on a tunnel connection after which it is asked for a sign of life, and again until it is given up; 1 at least.</summary>
    public double KeepAlive { get; set; } = 1;

    /// <summary>Where callers are who do not say.</summary>
    public string DefaultPlace { get; set; } = "new-york";

    /// <summary>Whether distances are felt.</summary>
    public bool Distances { get; set; } = true;
}
