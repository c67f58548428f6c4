using System.Globalization;
using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.AppHost.Resources;

namespace Aspire.Hosting;

/// <summary>What a region's gateway is told of its surroundings.</summary>
internal static class GatewayBuilderExtensions
{
    // It signs with HMAC-SHA256, whose key should not be shorter than its hash: 32 bytes.
    private const int KeyLength = 43;

    /// <summary>The key with which the gateways of all regions show themselves to one another.</summary>
    public static IResourceBuilder<ParameterResource> AddPeersKey(this IDistributedApplicationBuilder builder) =>
        builder.AddParameter("gateway-peers-key", new GenerateParameterDefault { MinLength = KeyLength, Special = false }, secret: true, persist: true);

    /// <summary>How many ports LiveKit has for media, and where its metrics tell how many are taken.</summary>
    public static IResourceBuilder<ProjectResource> WithRtcPorts(this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<IResourceWithEndpoints> liveKit)
    {
        gateway.WithEnvironment("Gateway__RtcPorts", Region.RtcPortCount.ToString(CultureInfo.InvariantCulture));
        return liveKit.Resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.Name == "metrics")
            ? gateway.WithEnvironment("Gateway__LiveKitMetricsUrl", $"http://{liveKit.GetEndpoint("metrics").Property(EndpointProperty.HostAndPort)}/metrics")
            : gateway;
    }

    /// <summary>The gateway's own name for callers, and that what the edge says of them is true.</summary>
    public static IResourceBuilder<ProjectResource> BehindEdge(this IResourceBuilder<ProjectResource> gateway, Region region, Edge? edge) =>
        (edge is null ? gateway.WithEnvironment("Gateway__PublicUrl", "https://" + region.Host) : gateway.WithEnvironment("Gateway__PublicUrl", edge.UrlOf(region)))
            // The tunnel's connector is a process of this machine.
            .WithEnvironment("Gateway__EdgeNetworks", "127.0.0.0/8,::1/128");

    /// <summary>Introduces the gateways to one another, each time the nearest first: that is whom they ask when they are full.</summary>
    public static void WithPeers(this IReadOnlyList<(Region Region, IResourceBuilder<ProjectResource> Gateway)> gateways, IResourceBuilder<ParameterResource> key, Edge? edge)
    {
        foreach (var (region, gateway) in gateways)
        {
            gateway.WithEnvironment("Gateway__PeersKey", key);
            var nearestFirst = SteeringCodes.Order(region.CheckRegion).SelectMany(name => gateways.Where(other => other.Region.Name == name && other.Region != region));
            foreach (var (index, peer) in nearestFirst.Index())
            {
                gateway.WithEnvironment($"Gateway__Peers__{index}__Region", peer.Region.Name);
                var name = $"Gateway__Peers__{index}__Url";
                // Where callers reach a region is where its peers do: the gateways themselves are not to be seen from outside.
                if (edge is null)
                {
                    gateway.WithEnvironment(name, "https://" + peer.Region.Host);
                }
                else
                {
                    gateway.WithEnvironment(name, edge.UrlOf(peer.Region));
                }
            }
        }
    }
}
