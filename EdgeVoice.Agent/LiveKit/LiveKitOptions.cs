namespace EdgeVoice.Agent.LiveKit;

/// <summary>The LiveKit server of this region.</summary>
internal sealed class LiveKitOptions
{
    public const string SectionName = "LiveKit";

    /// <summary>`ws://`, `wss://`, `http://` or `https://` address of the server.</summary>
    public string Url { get; set; } = "";

    public string ApiKey { get; set; } = "";

    public string ApiSecret { get; set; } = "";
}
