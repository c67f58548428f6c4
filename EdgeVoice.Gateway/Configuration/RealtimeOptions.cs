namespace EdgeVoice.Gateway.Configuration;

/// <summary>The realtime provider, section <c>Realtime</c>: here only to see whether it can be reached.</summary>
internal sealed class RealtimeOptions
{
    public const string SectionName = "Realtime";

    /// <summary><c>ws(s)://…/v1/realtime</c>.</summary>
    public string Endpoint { get; set; } = "";
}
