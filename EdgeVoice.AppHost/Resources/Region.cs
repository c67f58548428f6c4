using EdgeVoice.AppHost.Cloudflare;

namespace EdgeVoice.AppHost.Resources;

/// <summary>A place where calls are answered. Everything about it that has a number is computed here and nowhere else.</summary>
/// <param name="Name">Name of the region; ends the names of its resources.</param>
/// <param name="RtcPortStart">First UDP port of the region's media; 501 ports belong to it.</param>
/// <param name="LiveKitPort">Port of LiveKit's API and signalling on this machine; nothing for a free one, and in publish mode.</param>
/// <param name="EdgePort">Port of the edge that stands for the region's own name on this machine; nothing for a free one, and in publish mode.</param>
/// <param name="Location">Its data centre.</param>
/// <param name="CheckRegion">Cloudflare area from which its health is probed.</param>
/// <param name="Host">Its own public name; callers that are here stay here by it.</param>
/// <param name="TunnelId">Cloudflare tunnel that exists already; nothing when publishing describes a new one.</param>
internal sealed record Region(string Name, int RtcPortStart, int? LiveKitPort, int? EdgePort, GeoPoint Location, string CheckRegion, string Host, Guid? TunnelId)
{
    public const int RtcPortCount = 501;

    public int RtcPortEnd => RtcPortStart + RtcPortCount - 1;

    /// <summary>Port for media over TCP, beside the signalling port as with the server's own defaults.</summary>
    public int? LiveKitTcpPort => LiveKitPort + 1;

    public int? LiveKitMetricsPort => LiveKitPort + 9;

    public override string ToString() => Name;

    /// <summary>Where the region's agent keeps what Postgres has not taken yet.</summary>
    public string SpoolDirectory(IDistributedApplicationBuilder builder, string stateDirectory) =>
        builder.ExecutionContext.IsPublishMode ? "/var/lib/edgevoice/spool" : Path.Combine(stateDirectory, "spool", Name);
}
