using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>Lets operators, who hold one service token for all regions, and nobody else through to API servers and dashboards.</summary>
internal static class OperatorAccessResources
{
    public const string Name = "operators";

    private const string Policy = "cloudflare_zero_trust_access_policy";
    private const string Application = "cloudflare_zero_trust_access_application";
    private const string OneYear = "8760h";
    private const string OneDay = "24h";

    /// <summary>Adds to what <see cref="PostgresAccessResources"/> wrote.</summary>
    public static void AddTo(JsonObject resources, CloudflareFleet fleet)
    {
        var routes = fleet.Cells.SelectMany(cell => cell.OperatorRoutes.Select(route => (Cell: cell, Route: route))).ToArray();
        if (routes.Length == 0)
        {
            return;
        }

        Table(resources, PostgresAccessResources.ServiceToken)[Name] = new JsonObject
        {
            ["account_id"] = CloudflareTerraform.Account,
            ["name"] = "edgevoice-operators",
            ["duration"] = OneYear,
        };
        Table(resources, Policy)[Name] = new JsonObject
        {
            ["account_id"] = CloudflareTerraform.Account,
            ["name"] = "EdgeVoice operators",
            ["decision"] = "non_identity",
            ["include"] = new JsonArray(new JsonObject { ["service_token"] = new JsonObject { ["token_id"] = $"${{{PostgresAccessResources.ServiceToken}.{Name}.id}}" } }),
        };
        foreach (var (cell, route) in routes)
        {
            Table(resources, Application)[$"{route.Name}-{cell.Name}"] = new JsonObject
            {
                ["account_id"] = CloudflareTerraform.Account,
                ["name"] = $"EdgeVoice {cell.Name} {route.Name}",
                ["type"] = "self_hosted",
                ["domain"] = route.Host,
                ["session_duration"] = OneDay,
                ["app_launcher_visible"] = false,
                ["service_auth_401_redirect"] = true,
                ["policies"] = new JsonArray(new JsonObject { ["id"] = $"${{{Policy}.{Name}.id}}", ["precedence"] = 1 }),
            };
        }
    }

    private static JsonObject Table(JsonObject resources, string type)
    {
        if (resources[type] is not JsonObject table)
        {
            resources[type] = table = [];
        }

        return table;
    }
}
