using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port on which a resource listens.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private string? _transport;

    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme">Scheme of the URL; the protocol's name unless given.</param>
    /// <param name="transport"><c>http</c>, <c>http2</c> or <c>tcp</c>; from the scheme unless given.</param>
    /// <param name="name">Unique within the resource; the scheme unless given.</param>
    /// <param name="port">Port that others use; a free one unless given.</param>
    /// <param name="targetPort">Port on which the process or container itself listens.</param>
    /// <param name="isExternal">Whether a deployment exposes it to the public.</param>
    /// <param name="isProxied">Kept for the model; nothing stands between caller and process here.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? ProtocolName;
        _transport = transport;
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied ?? true;
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    public int? Port { get; set; }

    public int? TargetPort { get; set; }

    public string UriScheme { get; set; }

    public string TargetHost { get; set; } = "localhost";

    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : ProtocolName);
        set => _transport = value;
    }

    public bool IsExternal { get; set; }

    public bool IsProxied { get; set; }

    public AllocatedEndpoint? AllocatedEndpoint { get; set; }

    internal string ProtocolName => Protocol == ProtocolType.Udp ? "udp" : "tcp";
}
