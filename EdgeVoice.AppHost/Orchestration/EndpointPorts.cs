using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting;

/// <summary>The ports of processes on this machine.</summary>
internal static class EndpointPorts
{
    // Below the ranges from which systems take ports for outgoing connections, so that none of those gets in between.
    private const int First = 20_000;
    private const int Last = 32_000;

    /// <summary>
    /// Gives every endpoint of a process the port that it listens on itself: the one that it asks for, the next free one where that is busy, any free
    /// one where it does not care. No proxy stands before them, which would take part in every packet of signalling and hold clients of a process
    /// that was killed. Called last.
    /// </summary>
    public static void GiveEndpointsPorts(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        var taken = new HashSet<(ProtocolType, int)>();
        var endpoints = builder.Resources.Where(resource => !resource.IsContainer())
            .SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (Resource: resource, Endpoint: endpoint))).ToArray();
        foreach (var (resource, endpoint) in endpoints.OrderBy(entry => entry.Endpoint.Port is null))
        {
            var wanted = endpoint.Port;
            var port = wanted ?? Any();
            // One that runs anyway listens there already.
            while (!taken.Add((endpoint.Protocol, port)) || (!IsFree(endpoint.Protocol, port) && resource is not PostgresServerResource))
            {
                port = wanted is null ? Any() : port + 1;
            }

            if (wanted is { } busy && port != busy)
            {
                Console.WriteLine($"[{resource.Name}] port {busy} is in use by another program: {endpoint.Name} listens on {port} instead");
            }

            endpoint.IsProxied = false;
            endpoint.Port = endpoint.TargetPort = port;
        }
    }

    private static int Any() => Random.Shared.Next(First, Last);

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
