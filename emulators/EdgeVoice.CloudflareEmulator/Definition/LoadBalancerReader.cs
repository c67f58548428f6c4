namespace EdgeVoice.CloudflareEmulator.Definition;

internal static class LoadBalancerReader
{
    private const string Pool = "cloudflare_load_balancer_pool";

    // Cloudflare's default and limits for cookies, in seconds.
    private const int DefaultTtl = 82_800;
    private const int LeastTtl = 1_800;
    private const int MostTtl = 604_800;

    public static LoadBalancerDefinition Read(JsonFields balancer, IReadOnlyList<string> pools)
    {
        balancer.Ignore("zone_id", "description");
        var host = balancer.Required("name");
        if (Uri.CheckHostName(host.Text()) != UriHostNameType.Dns)
        {
            throw host.Wrong($"'{host.Text()}' is not a host name");
        }

        var enabled = balancer.Optional("enabled");
        if (enabled is { } switched && !switched.Flag())
        {
            throw switched.Wrong("is false: a load balancer that is off answers nobody");
        }

        var affinity = balancer.Optional("session_affinity")?.OneOf("none", "cookie", "ip_cookie") ?? "none";
        var proxied = balancer.Optional("proxied");
        if (proxied?.Flag() != true)
        {
            throw (proxied ?? balancer.Self).Wrong("proxied must be true: a tunnel is reached only through Cloudflare's proxy");
        }

        if (balancer.Optional("ttl") is { } ttl)
        {
            throw ttl.Wrong("cannot be set while proxied is true");
        }

        CheckAttributes(balancer.Optional("session_affinity_attributes"), affinity);
        var steering = balancer.Required("steering_policy");
        var geo = steering.OneOf("geo", "off") == "geo";
        var regionPools = RegionPools(balancer.Optional("region_pools"), pools);
        if (geo != regionPools.Count > 0)
        {
            throw steering.Wrong(geo ? "is geo, but there are no region_pools" : "is off, but there are region_pools");
        }

        var defaults = balancer.Required("default_pools");
        var fallback = balancer.Required("fallback_pool");
        var read = new LoadBalancerDefinition(
            host.Text(),
            geo,
            Pools(defaults, pools),
            PoolOf(fallback, pools),
            regionPools,
            affinity != "none",
            TimeSpan.FromSeconds(balancer.Optional("session_affinity_ttl")?.Integer(LeastTtl, MostTtl) ?? DefaultTtl),
            FailsOver(balancer.Optional("adaptive_routing")));
        balancer.Done();
        return read;
    }

    private static Dictionary<string, IReadOnlyList<string>> RegionPools(JsonValue? regions, IReadOnlyList<string> pools)
    {
        var read = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (area, list) in regions?.Object().All ?? new Dictionary<string, JsonValue>())
        {
            read[area] = Areas.All.Contains(area) ? Pools(list, pools) : throw list.Wrong($"'{area}' is not an area of Cloudflare");
        }

        return read;
    }

    private static List<string> Pools(JsonValue list, IReadOnlyList<string> pools)
    {
        var read = new List<string>();
        foreach (var item in list.List())
        {
            var pool = PoolOf(item, pools);
            if (read.Contains(pool))
            {
                throw item.Wrong($"pool '{pool}' is in the list already");
            }

            read.Add(pool);
        }

        return read.Count > 0 ? read : throw list.Wrong("must name a pool");
    }

    private static string PoolOf(JsonValue value, IReadOnlyList<string> pools)
    {
        var label = value.Reference(Pool, "id").Label;
        return pools.Contains(label) ? label : throw value.Wrong($"there is no pool '{label}'");
    }

    private static bool FailsOver(JsonValue? routing)
    {
        if (routing?.Object() is not { } fields)
        {
            return false;
        }

        var failover = fields.Optional("failover_across_pools")?.Flag() ?? false;
        fields.Done();
        return failover;
    }

    private static void CheckAttributes(JsonValue? attributes, string affinity)
    {
        if (attributes?.Object() is not { } fields)
        {
            return;
        }

        if (affinity == "none")
        {
            throw fields.Self.Wrong("means nothing without session_affinity");
        }

        fields.Optional("samesite")?.OneOf("Auto", "Lax", "None", "Strict");
        fields.Optional("secure")?.OneOf("Auto", "Always", "Never");
        fields.Optional("zero_downtime_failover")?.OneOf("none", "temporary", "sticky");
        fields.Optional("drain_duration")?.Integer(0, 3600);
        fields.Done();
    }
}
