namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>The role of <c>cloudflared access tcp</c>: a port of this machine that leads to a service of another region.</summary>
internal sealed class RelayOptions
{
    /// <summary>Host and port of the service; no relay when empty.</summary>
    public string Target { get; set; } = "";

    /// <summary>Port on loopback; 0 for a free one.</summary>
    public int Port { get; set; }

    /// <summary>Region that the service is in.</summary>
    public string Home { get; set; } = "";
}
