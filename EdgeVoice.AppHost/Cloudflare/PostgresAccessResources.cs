using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>Lets the other regions' service tokens, and nobody else, through to the database behind the home region's tunnel.</summary>
internal static class PostgresAccessResources
{
    public const string ServiceToken = "cloudflare_zero_trust_access_service_token";

    private const string Policy = "cloudflare_zero_trust_access_policy";
    private const string Name = "postgres";
    private const string OneYear = "8760h";
    private const string OneDay = "24h";

    /// <summary>The regions that reach the database through the tunnel.</summary>
    public static IEnumerable<CloudflareCell> Clients(CloudflareFleet fleet) => fleet.Cells.Where(cell => cell.Name != fleet.Home);

    public static void AddTo(JsonObject resources, CloudflareFleet fleet)
    {
        var clients = Clients(fleet).ToArray();
        if (clients.Length > 0)
        {
            resources[ServiceToken] = new JsonObject(clients.Select(cell => KeyValuePair.Create<string, JsonNode?>(cell.Name, new JsonObject
            {
                ["account_id"] = CloudflareTerraform.Account,
                ["name"] = $"edgevoice-postgres-{cell.Name}",
                ["duration"] = OneYear,
            })));
        }

        resources[Policy] = new JsonObject { [Name] = PolicyOf(clients) };
        resources["cloudflare_zero_trust_access_application"] = new JsonObject
        {
            [Name] = new JsonObject
            {
                ["account_id"] = CloudflareTerraform.Account,
                ["name"] = "EdgeVoice call journal",
                ["type"] = "self_hosted",
                ["domain"] = fleet.PostgresHost,
                ["session_duration"] = OneDay,
                ["app_launcher_visible"] = false,
                ["service_auth_401_redirect"] = true,
                ["policies"] = new JsonArray(new JsonObject { ["id"] = $"${{{Policy}.{Name}.id}}", ["precedence"] = 1 }),
            },
        };
    }

    // A single region needs no way in from outside: its policy refuses everybody.
    private static JsonObject PolicyOf(CloudflareCell[] clients) => new()
    {
        ["account_id"] = CloudflareTerraform.Account,
        ["name"] = "EdgeVoice regions to their call journal",
        ["decision"] = clients.Length > 0 ? "non_identity" : "deny",
        ["include"] = clients.Length > 0
            ? [.. clients.Select(cell => new JsonObject { ["service_token"] = new JsonObject { ["token_id"] = $"${{{ServiceToken}.{cell.Name}.id}}" } })]
            : new JsonArray(new JsonObject { ["everyone"] = new JsonObject() }),
    };
}
