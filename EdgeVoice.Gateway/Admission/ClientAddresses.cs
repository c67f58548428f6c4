using System.Net;
using System.Net.Sockets;
using EdgeVoice.Gateway.Features;

namespace EdgeVoice.Gateway.Admission;

/// <summary>
/// Who asks. Addresses are hashed into a fixed number of buckets, so that a flood of addresses cannot fill the memory; an
/// IPv6 client counts by its /64, which is what one subscriber gets, and a network is a /48 or, of IPv4, a /24.
/// </summary>
internal static class ClientAddresses
{
    public const int Buckets = 16_384;

    private const int ClientBytes = 8;
    private const int NetworkBytes = 6;
    private const int NetworkBytesOfIPv4 = 3;

    /// <summary>The caller's address: what the edge says on its own connection, otherwise where the connection comes from.</summary>
    public static IPAddress? Of(HttpContext context) => Plain(context.Features.Get<EdgeCaller>()?.Address ?? context.Connection.RemoteIpAddress);

    /// <summary>The bucket of one client.</summary>
    public static int ClientOf(IPAddress? address) => Bucket(address, ClientBytes, 4);

    /// <summary>Whom a call of this address counts for.</summary>
    public static CallOwner OwnerOf(IPAddress? address, string tenant) => new(ClientOf(address), Bucket(address, NetworkBytes, NetworkBytesOfIPv4), tenant);

    // HashCode is seeded anew in each process: nobody can look for an address that shares a victim's bucket.
    private static int Bucket(IPAddress? address, int bytesOfIPv6, int bytesOfIPv4)
    {
        var hash = new HashCode();
        if (address is not null)
        {
            Span<byte> bytes = stackalloc byte[16];
            address.TryWriteBytes(bytes, out _);
            hash.AddBytes(bytes[..(address.AddressFamily == AddressFamily.InterNetworkV6 ? bytesOfIPv6 : bytesOfIPv4)]);
        }

        return (int)((uint)hash.ToHashCode() % Buckets);
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
