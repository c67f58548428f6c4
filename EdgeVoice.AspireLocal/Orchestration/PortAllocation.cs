using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Gives every endpoint a port that is free now and that no other endpoint has.</summary>
internal sealed class PortAllocation(ResourceConsole console)
{
    // Below the ranges from which systems take ports for outgoing connections, so that none of those gets in between.
    private const int First = 20_000;
    private const int Last = 32_000;

    private readonly HashSet<(ProtocolType, int)> _taken = [];

    public void Allocate(IEnumerable<IResource> resources)
    {
        var endpoints = resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (Resource: resource, Endpoint: endpoint))).ToArray();
        foreach (var (resource, endpoint) in endpoints.OrderBy(entry => Wanted(entry.Resource, entry.Endpoint) is null))
        {
            var wanted = Wanted(resource, endpoint);
            var port = wanted ?? Random.Shared.Next(First, Last);
            while (!_taken.Add((endpoint.Protocol, port)) || !IsFree(endpoint.Protocol, port))
            {
                port = wanted is null ? Random.Shared.Next(First, Last) : port + 1;
            }

            if (wanted is { } fixedPort && port != fixedPort)
            {
                console.WriteLine(resource.Name, $"port {fixedPort} is in use by another program: {endpoint.Name} listens on {port} instead");
            }

            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, port);
        }
    }

    // A container's target port is its own affair; a process has only one port.
    private static int? Wanted(IResource resource, EndpointAnnotation endpoint) =>
        resource is ContainerResource ? endpoint.Port : endpoint.Port ?? endpoint.TargetPort;

    private static bool IsFree(ProtocolType protocol, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            if (protocol == ProtocolType.Tcp)
            {
                socket.Listen(1);
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
