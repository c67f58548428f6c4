using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>One tunnel per region with its routes, and the DNS names that lead into it.</summary>
internal static class TunnelResources
{
    public const string Type = "cloudflare_zero_trust_tunnel_cloudflared";
    public const string TokenType = "cloudflare_zero_trust_tunnel_cloudflared_token";

    // "Automatic", the only value that a proxied record may have.
    private const int AutomaticTtl = 1;

    public static void AddTo(JsonObject resources, CloudflareFleet fleet)
    {
        resources[Type] = Each(fleet, cell => new JsonObject
        {
            ["account_id"] = CloudflareTerraform.Account,
            ["name"] = cell.TunnelName,
            ["config_src"] = "cloudflare",
        });
        resources["cloudflare_zero_trust_tunnel_cloudflared_config"] = Each(fleet, cell => new JsonObject
        {
            ["account_id"] = CloudflareTerraform.Account,
            ["tunnel_id"] = Id(cell),
            ["source"] = "cloudflare",
            ["config"] = new JsonObject { ["ingress"] = Ingress(fleet, cell) },
        });
        resources["cloudflare_dns_record"] = Records(fleet);
    }

    public static JsonObject TokenSources(CloudflareFleet fleet) => Each(fleet, cell => new JsonObject
    {
        ["account_id"] = CloudflareTerraform.Account,
        ["tunnel_id"] = Id(cell),
    });

    /// <summary>The address that stands for a tunnel in Cloudflare's network.</summary>
    public static string Address(CloudflareCell cell) => $"{Id(cell)}.cfargotunnel.com";

    private static string Id(CloudflareCell cell) => $"${{{Type}.{cell.Name}.id}}";

    private static JsonArray Ingress(CloudflareFleet fleet, CloudflareCell cell)
    {
        var rules = new JsonArray
        {
            new JsonObject { ["hostname"] = cell.Host, ["service"] = fleet.GatewayService },
            new JsonObject { ["hostname"] = fleet.PublicHost, ["service"] = fleet.GatewayService },
        };
        if (cell.Name == fleet.Home)
        {
            rules.Add(new JsonObject { ["hostname"] = fleet.PostgresHost, ["service"] = fleet.PostgresService });
        }

        foreach (var route in cell.OperatorRoutes)
        {
            rules.Add(new JsonObject { ["hostname"] = route.Host, ["service"] = route.Service });
        }

        rules.Add(new JsonObject { ["service"] = "http_status:404" });
        return rules;
    }

    // The public name itself has no record: the load balancer answers for it.
    private static JsonObject Records(CloudflareFleet fleet)
    {
        var records = Each(fleet, cell => Record(cell.Host, cell));
        records["postgres"] = Record(fleet.PostgresHost, fleet.Cells.Single(cell => cell.Name == fleet.Home));
        foreach (var (cell, route) in fleet.Cells.SelectMany(cell => cell.OperatorRoutes.Select(route => (cell, route))))
        {
            records[$"{route.Name}-{cell.Name}"] = Record(route.Host, cell);
        }

        return records;
    }

    private static JsonObject Record(string host, CloudflareCell cell) => new()
    {
        ["zone_id"] = CloudflareTerraform.Zone,
        ["name"] = host,
        ["type"] = "CNAME",
        ["content"] = Address(cell),
        ["proxied"] = true,
        ["ttl"] = AutomaticTtl,
    };

    private static JsonObject Each(CloudflareFleet fleet, Func<CloudflareCell, JsonObject> describe) =>
        new(fleet.Cells.Select(cell => KeyValuePair.Create<string, JsonNode?>(cell.Name, describe(cell))));
}
