using System.Globalization;
using System.Net;

namespace EdgeVoice.CloudflareEmulator.Connector;

internal static class RelayTarget
{
    /// <summary>Reads <c>host:port</c>; nothing when it is not that.</summary>
    public static DnsEndPoint? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536
            ? new DnsEndPoint(text[..colon], port)
            : null;
    }
}
