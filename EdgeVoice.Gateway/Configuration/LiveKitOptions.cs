namespace EdgeVoice.Gateway.Configuration;

/// <summary>The region's LiveKit server, section <c>LiveKit</c>.</summary>
internal sealed class LiveKitOptions
{
    public const string SectionName = "LiveKit";

    /// <summary><c>ws(s)://</c> or <c>http(s)://</c> address of the server.</summary>
    public string Url { get; set; } = "";

    public string ApiKey { get; set; } = "";

    public string ApiSecret { get; set; } = "";

    /// <summary>The same address for plain HTTP: Twirp, health and the proxy's upstream.</summary>
    public Uri HttpUrl => ServiceUrl.ToHttp(Url);
}
