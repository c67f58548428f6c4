namespace EdgeVoice.CloudflareEmulator.Definition;

internal static class DnsReader
{
    /// <summary>Each name must lead into a tunnel that publishes it, and none may shadow the load balancer.</summary>
    public static void Check(ResourceTable resources, IReadOnlyList<TunnelDefinition> tunnels, string publicHost)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, value) in resources.All("cloudflare_dns_record"))
        {
            var record = value.Object();
            record.Ignore("zone_id", "comment", "tags");
            var name = record.Required("name");
            if (!names.Add(name.Text()))
            {
                throw name.Wrong($"'{name.Text()}' has two records");
            }

            if (name.Text().Equals(publicHost, StringComparison.OrdinalIgnoreCase))
            {
                throw name.Wrong("is the load balancer's name, which wins over a record");
            }

            record.Required("type").OneOf("CNAME");
            record.Optional("ttl")?.Integer(1, 1);
            var proxied = record.Optional("proxied");
            if (proxied?.Flag() != true)
            {
                throw (proxied ?? value).Wrong("proxied must be true for a name that leads into a tunnel");
            }

            CheckContent(record.Required("content"), name.Text(), tunnels);
            record.Done();
        }
    }

    private static void CheckContent(JsonValue content, string name, IReadOnlyList<TunnelDefinition> tunnels)
    {
        var tunnel = tunnels.FirstOrDefault(candidate => content.Text() == $"${{{TunnelReader.Type}.{candidate.Label}.id}}.cfargotunnel.com"
            || (candidate.Id is { } id && content.Text() == $"{id}.cfargotunnel.com"));
        if (tunnel is null)
        {
            throw content.Wrong($"is '{content.Text()}': there is no such tunnel");
        }

        if (!tunnel.Routes.ContainsKey(name))
        {
            throw content.Wrong($"leads to the tunnel '{tunnel.Label}', which does not publish '{name}'");
        }
    }
}
