using System.Net;
using System.Net.Sockets;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>What the server "listens" on: connections that the connector itself has dialled.</summary>
internal sealed class TunnelEndPoint : EndPoint
{
    // Of the base it throws, and Kestrel asks for it as soon as somebody listens to its metrics.
    public override AddressFamily AddressFamily => AddressFamily.Unspecified;

    public override string ToString() => "tunnel";
}
