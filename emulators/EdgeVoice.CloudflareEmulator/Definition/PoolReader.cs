using System.Text.RegularExpressions;

namespace EdgeVoice.CloudflareEmulator.Definition;

internal static partial class PoolReader
{
    private const string AddressEnd = ".cfargotunnel.com";

    public static IReadOnlyList<PoolDefinition> Read(ResourceTable resources, IReadOnlyList<TunnelDefinition> tunnels, IReadOnlyList<string> monitors)
    {
        var pools = new List<PoolDefinition>();
        var tunnelUse = new Dictionary<string, string>();
        foreach (var (label, value) in resources.All("cloudflare_load_balancer_pool"))
        {
            var pool = Read(label, value.Object(), tunnels, monitors);
            if (pools.Any(other => other.Name == pool.Name))
            {
                throw value.Object().Required("name").Wrong($"'{pool.Name}' is the name of another pool");
            }

            foreach (var origin in pool.Origins)
            {
                if (tunnelUse.TryGetValue(origin.Tunnel, out var other) && other != label)
                {
                    throw value.Object().Required("origins").Wrong($"the tunnel '{origin.Tunnel}' is in pool '{other}' already: one tunnel per region, or steering has no effect");
                }

                tunnelUse[origin.Tunnel] = label;
            }

            pools.Add(pool);
        }

        return pools;
    }

    private static PoolDefinition Read(string label, JsonFields pool, IReadOnlyList<TunnelDefinition> tunnels, IReadOnlyList<string> monitors)
    {
        pool.Ignore("account_id", "description", "notification_email", "notification_filter", "origin_steering");
        var name = pool.Required("name");
        if (!Name().IsMatch(name.Text()))
        {
            throw name.Wrong($"is '{name.Text()}': letters, digits, hyphens and underscores only");
        }

        var monitor = pool.Required("monitor");
        var reference = monitor.Reference("cloudflare_load_balancer_monitor", "id");
        if (!monitors.Contains(reference.Label))
        {
            throw monitor.Wrong($"there is no monitor '{reference.Label}'");
        }

        CheckRegions(pool.Optional("check_regions"));
        CheckLocation(pool);
        var origins = pool.Required("origins");
        var read = origins.List().Select(origin => ReadOrigin(origin.Object(), tunnels)).ToArray();
        var minimum = pool.Optional("minimum_origins");
        var least = minimum?.Integer(0, 100) ?? 1;
        if (read.Count(origin => origin.Enabled) < Math.Max(1, least))
        {
            throw (minimum ?? origins).Wrong($"{Math.Max(1, least)} enabled origins are needed, there are {read.Count(origin => origin.Enabled)}");
        }

        var enabled = pool.Optional("enabled")?.Flag() ?? true;
        pool.Done();
        return new(label, name.Text(), enabled, least, read);
    }

    private static OriginDefinition ReadOrigin(JsonFields origin, IReadOnlyList<TunnelDefinition> tunnels)
    {
        origin.Ignore("flatten_cname");
        var address = origin.Required("address");
        var tunnel = TunnelOf(address, tunnels);
        var header = (origin.Optional("header") ?? throw origin.Self.Wrong("'header' is missing: an origin behind a tunnel needs the Host that the tunnel publishes")).Object();
        var hosts = header.Required("host");
        if (hosts.List() is not [var host])
        {
            throw hosts.Wrong("must hold one host");
        }

        header.Done();
        if (!tunnel.Routes.ContainsKey(host.Text()))
        {
            throw host.Wrong($"'{host.Text()}' is not published by the tunnel '{tunnel.Label}', which would answer 404");
        }

        var read = new OriginDefinition(
            origin.Required("name").Text(),
            tunnel.Label,
            host.Text(),
            origin.Optional("enabled")?.Flag() ?? true,
            origin.Optional("weight")?.Number(0, 1) ?? 1);
        origin.Done();
        return read;
    }

    private static TunnelDefinition TunnelOf(JsonValue address, IReadOnlyList<TunnelDefinition> tunnels)
    {
        var text = address.Text();
        if (!text.EndsWith(AddressEnd, StringComparison.Ordinal))
        {
            throw address.Wrong($"is '{text}': must be <tunnel id>{AddressEnd}, nothing else can be reached here");
        }

        var id = text[..^AddressEnd.Length];
        var tunnel = Reference.TryParse(id, out var reference) && reference is { Type: TunnelReader.Type, Attribute: "id" }
            ? tunnels.FirstOrDefault(candidate => candidate.Label == reference.Label)
            : tunnels.FirstOrDefault(candidate => candidate.Id is { } known && known.ToString() == id);
        return tunnel ?? throw address.Wrong($"is '{text}': there is no such tunnel");
    }

    private static void CheckRegions(JsonValue? regions)
    {
        foreach (var region in regions?.List() ?? [])
        {
            if (!Areas.All.Contains(region.Text()) && region.Text() != "ALL_REGIONS")
            {
                throw region.Wrong($"'{region.Text()}' is not an area of Cloudflare");
            }
        }
    }

    private static void CheckLocation(JsonFields pool)
    {
        var latitude = pool.Optional("latitude");
        var longitude = pool.Optional("longitude");
        latitude?.Number(-90, 90);
        longitude?.Number(-180, 180);
        if (latitude is null != longitude is null)
        {
            throw (latitude ?? longitude)!.Value.Wrong("latitude and longitude belong together");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+\\z")]
    private static partial Regex Name();
}
