using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>IPv4 addresses of a load balancer's pool, written as CIDR or as <c>first-last</c>.</summary>
internal sealed record AddressRange(string Text, uint First, uint Last)
{
    public bool Contains(IPAddress address) => Number(address) is var number && number >= First && number <= Last;

    public bool Overlaps(AddressRange other) => First <= other.Last && other.First <= Last;

    public static AddressRange Of(IPNetwork network) =>
        new(network.ToString(), Number(network.BaseAddress), Number(network.BaseAddress) | (uint)((1L << (32 - network.PrefixLength)) - 1));

    public static AddressRange? TryParse(string text)
    {
        if (text.Split('-', 2, StringSplitOptions.TrimEntries) is [var first, var last])
        {
            return TryAddress(first) is { } low && TryAddress(last) is { } high && Number(low) <= Number(high)
                ? new($"{low}-{high}", Number(low), Number(high))
                : null;
        }

        return IPNetwork.TryParse(text, out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? Of(network) : null;
    }

    public override string ToString() => Text;

    private static IPAddress? TryAddress(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text ? address : null;

    private static uint Number(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}
