using System.Net;
using System.Net.Sockets;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Agents;

/// <summary>Where the region's agents are: each address in the settings, and every machine that a host name stands for.</summary>
internal sealed class AgentAddresses(IOptions<GatewayOptions> options)
{
    /// <returns>Base addresses, one per worker. A name that cannot be resolved now is left out.</returns>
    public async Task<IReadOnlySet<Uri>> ResolveAsync(CancellationToken cancellationToken)
    {
        var addresses = new HashSet<Uri>();
        foreach (var url in options.Value.AgentBaseAddresses())
        {
            foreach (var address in await ResolveAsync(url, cancellationToken))
            {
                addresses.Add(address);
            }
        }

        return addresses;
    }

    private static async Task<IEnumerable<Uri>> ResolveAsync(Uri url, CancellationToken cancellationToken)
    {
        // A certificate is for a name; loopback's two addresses are one machine.
        if (url.IsLoopback || url.HostNameType != UriHostNameType.Dns || url.Scheme == Uri.UriSchemeHttps)
        {
            return [url];
        }

        try
        {
            var found = await Dns.GetHostAddressesAsync(url.IdnHost, cancellationToken);
            // A machine with both kinds of address must not count twice.
            var family = found.Any(address => address.AddressFamily == AddressFamily.InterNetwork) ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
            return found.Where(address => address.AddressFamily == family).Select(address => new UriBuilder(url) { Host = address.ToString() }.Uri);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
