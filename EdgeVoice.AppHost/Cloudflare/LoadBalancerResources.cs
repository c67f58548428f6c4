using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>Monitor, one pool per region, and the load balancer that steers by where the caller is.</summary>
internal static class LoadBalancerResources
{
    private const string Monitor = "cloudflare_load_balancer_monitor";
    private const string Pool = "cloudflare_load_balancer_pool";
    private const string MonitorName = "realtime";

    public static void AddTo(JsonObject resources, CloudflareFleet fleet)
    {
        resources[Monitor] = new JsonObject { [MonitorName] = MonitorOf(fleet) };
        resources[Pool] = new JsonObject(fleet.Cells.Select(cell => KeyValuePair.Create<string, JsonNode?>(cell.Name, PoolOf(cell))));
        resources["cloudflare_load_balancer"] = new JsonObject { ["voice"] = LoadBalancerOf(fleet) };
    }

    // A TCP monitor is not possible through a tunnel, and would not know whether calls are taken.
    private static JsonObject MonitorOf(CloudflareFleet fleet) => new()
    {
        ["account_id"] = CloudflareTerraform.Account,
        ["description"] = "A region takes calls",
        ["type"] = "https",
        ["method"] = "GET",
        ["path"] = fleet.HealthPath,
        ["expected_codes"] = "200",
        ["header"] = new JsonObject { ["Host"] = new JsonArray(fleet.PublicHost) },
        ["interval"] = fleet.MonitorInterval,
        ["timeout"] = fleet.MonitorTimeout,
        ["retries"] = 0,
        ["consecutive_up"] = fleet.ConsecutiveProbes,
        ["consecutive_down"] = fleet.ConsecutiveProbes,
        ["follow_redirects"] = false,
        ["allow_insecure"] = false,
    };

    // The origin's own Host header wins over the monitor's: each pool is probed under its region's name.
    private static JsonObject PoolOf(CloudflareCell cell) => new()
    {
        ["account_id"] = CloudflareTerraform.Account,
        ["name"] = cell.TunnelName,
        ["description"] = $"EdgeVoice {cell.Name}",
        ["enabled"] = true,
        ["minimum_origins"] = 1,
        ["monitor"] = $"${{{Monitor}.{MonitorName}.id}}",
        ["check_regions"] = new JsonArray(cell.CheckRegion),
        ["latitude"] = cell.Location.Latitude,
        ["longitude"] = cell.Location.Longitude,
        ["origins"] = new JsonArray(new JsonObject
        {
            ["name"] = cell.Name,
            ["address"] = TunnelResources.Address(cell),
            ["enabled"] = true,
            ["weight"] = 1,
            ["header"] = new JsonObject { ["host"] = new JsonArray(cell.Host) },
        }),
    };

    // Without further pools in each list, a region's callers would fall to the fallback pool instead of the next region.
    private static JsonObject LoadBalancerOf(CloudflareFleet fleet) => new()
    {
        ["zone_id"] = CloudflareTerraform.Zone,
        ["name"] = fleet.PublicHost,
        ["description"] = "EdgeVoice calls, to the nearest region that takes them",
        ["enabled"] = true,
        ["proxied"] = true,
        ["steering_policy"] = "geo",
        ["default_pools"] = Pools(fleet.Cells),
        ["fallback_pool"] = PoolId(fleet.Cells[0]),
        ["region_pools"] = new JsonObject(SteeringCodes.All.Select(code => KeyValuePair.Create<string, JsonNode?>(code, Pools(fleet.FailoverOrder(code))))),
        ["session_affinity"] = "cookie",
        ["session_affinity_ttl"] = fleet.AffinityTtl,
        ["session_affinity_attributes"] = new JsonObject
        {
            ["samesite"] = "Lax",
            ["secure"] = "Auto",
            ["zero_downtime_failover"] = "temporary",
        },
        ["adaptive_routing"] = new JsonObject { ["failover_across_pools"] = true },
    };

    private static JsonArray Pools(IEnumerable<CloudflareCell> cells) => [.. cells.Select(PoolId)];

    private static string PoolId(CloudflareCell cell) => $"${{{Pool}.{cell.Name}.id}}";
}
