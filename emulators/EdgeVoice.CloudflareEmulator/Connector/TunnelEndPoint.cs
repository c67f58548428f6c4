using System.Net;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>What the server "listens" on: connections that the connector itself has dialled.</summary>
internal sealed class TunnelEndPoint : EndPoint
{
    public override string ToString() => "tunnel";
}
