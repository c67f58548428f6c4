using System.Net;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>Networks that RFC 6890 keeps from general use.</summary>
internal static class ReservedNetworks
{
    /// <summary>For use inside an organisation: RFC 1918, and RFC 6598 which k3s users take as well.</summary>
    public static readonly IReadOnlyList<IPNetwork> Private = [.. Parse("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")];

    /// <summary>For documents: allowed, and warned about.</summary>
    public static readonly IReadOnlyList<IPNetwork> Documentation = [.. Parse("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")];

    private static readonly IReadOnlyList<IPNetwork> s_unusable = [.. Parse("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4")];

    public static bool IsPrivate(IPNetwork network) => Private.Any(range => range.PrefixLength <= network.PrefixLength && range.Contains(network.BaseAddress));

    public static bool IsPublic(IPAddress address) => !Private.Concat(s_unusable).Any(range => range.Contains(address));

    public static bool IsDocumentation(IPAddress address) => Documentation.Any(range => range.Contains(address));

    public static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private static IEnumerable<IPNetwork> Parse(params string[] networks) => networks.Select(IPNetwork.Parse);
}
