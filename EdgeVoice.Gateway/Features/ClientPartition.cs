using System.Net;
using System.Net.Sockets;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Features;

/// <summary>
/// Which rate limit bucket a client belongs to. Addresses are hashed into a fixed number of buckets, so that a flood of
/// addresses cannot fill the memory; an IPv6 client counts by its /64, which is what one subscriber gets.
/// </summary>
internal sealed class ClientPartition(IOptions<GatewayOptions> options)
{
    public const int Buckets = 16_384;

    // HashCode is seeded anew in each process: nobody can look for an address that shares a victim's bucket.
    public int Of(HttpContext context)
    {
        var address = Address(context);
        var hash = new HashCode();
        if (address is not null)
        {
            Span<byte> bytes = stackalloc byte[16];
            address.TryWriteBytes(bytes, out var length);
            hash.AddBytes(bytes[..(address.AddressFamily == AddressFamily.InterNetworkV6 ? 8 : length)]);
        }

        return (int)((uint)hash.ToHashCode() % Buckets);
    }

    private IPAddress? Address(HttpContext context)
    {
        var address = options.Value.TrustCloudflare && IPAddress.TryParse(context.Request.Headers["CF-Connecting-IP"].ToString(), out var caller)
            ? caller
            : context.Connection.RemoteIpAddress;
        return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
    }
}
