namespace Aspire.Hosting.ApplicationModel;

/// <summary>The part of an endpoint that an expression asks for.</summary>
public enum EndpointProperty
{
    Url,
    Host,
    IPV4Host,
    Port,
    Scheme,
    TargetPort,
    HostAndPort,
    TlsEnabled,
}
