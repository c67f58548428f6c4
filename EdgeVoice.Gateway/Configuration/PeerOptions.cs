namespace EdgeVoice.Gateway.Configuration;

/// <summary>Another region's gateway, section <c>Gateway:Peers:{n}</c>; asked in the order of their numbers.</summary>
internal sealed class PeerOptions
{
    public string Region { get; set; } = "";

    /// <summary>The name under which callers reach that region, too.</summary>
    public string Url { get; set; } = "";
}
