namespace EdgeVoice.CloudflareEmulator.Definition;

internal static class TunnelReader
{
    public const string Type = "cloudflare_zero_trust_tunnel_cloudflared";

    private static readonly string[] s_schemes = ["http://", "https://", "tcp://", "unix:", "ssh://", "rdp://", "smb://", "http_status:"];

    public static IReadOnlyList<TunnelDefinition> Read(ResourceTable resources, IReadOnlyDictionary<string, Guid> imports)
    {
        var routes = Routes(resources);
        var tunnels = new List<TunnelDefinition>();
        foreach (var (label, value) in resources.All(Type))
        {
            var tunnel = value.Object();
            tunnel.Ignore("account_id", "tunnel_secret");
            tunnel.Optional("config_src")?.OneOf("cloudflare");
            var name = tunnel.Required("name");
            if (tunnels.Any(other => other.Name == name.Text()))
            {
                throw name.Wrong($"'{name.Text()}' is the name of another tunnel");
            }

            tunnel.Done();
            tunnels.Add(new(label, name.Text(), imports.TryGetValue(label, out var id) ? id : null,
                routes.GetValueOrDefault(label) ?? throw value.Wrong("has no cloudflare_zero_trust_tunnel_cloudflared_config: it would publish nothing")));
        }

        if (imports.Keys.Concat(routes.Keys).FirstOrDefault(label => tunnels.All(tunnel => tunnel.Label != label)) is { } unknown)
        {
            throw new DefinitionException($"$.resource.{Type}", $"there is no tunnel '{unknown}', which is imported or configured");
        }

        return tunnels;
    }

    public static IReadOnlyDictionary<string, Guid> Imports(JsonValue list)
    {
        var imports = new Dictionary<string, Guid>();
        foreach (var item in list.List())
        {
            var fields = item.Object();
            var to = fields.Required("to");
            var id = fields.Required("id");
            fields.Done();
            if (to.Text().Split('.') is not [Type, var label])
            {
                throw to.Wrong($"is '{to.Text()}': only tunnels are imported");
            }

            if (!Guid.TryParseExact(id.Text()[(id.Text().LastIndexOf('/') + 1)..], "D", out var tunnel))
            {
                throw id.Wrong($"is '{id.Text()}': must be <account>/<tunnel UUID>");
            }

            if (imports.ContainsValue(tunnel) || !imports.TryAdd(label, tunnel))
            {
                throw id.Wrong("is imported twice: one tunnel per region");
            }
        }

        return imports;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Routes(ResourceTable resources)
    {
        var routes = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var (_, value) in resources.All("cloudflare_zero_trust_tunnel_cloudflared_config"))
        {
            var fields = value.Object();
            fields.Ignore("account_id");
            fields.Optional("source")?.OneOf("cloudflare");
            var tunnel = fields.Required("tunnel_id");
            var label = tunnel.Reference(Type, "id").Label;
            var config = fields.Required("config").Object();
            config.Ignore("origin_request", "warp_routing");
            var ingress = config.Required("ingress");
            config.Done();
            fields.Done();
            if (!routes.TryAdd(label, Ingress(ingress)))
            {
                throw tunnel.Wrong($"the tunnel '{label}' is configured twice");
            }
        }

        return routes;
    }

    private static Dictionary<string, string> Ingress(JsonValue ingress)
    {
        var routes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rules = ingress.List();
        foreach (var (index, rule) in rules.Index())
        {
            var fields = rule.Object();
            fields.Ignore("origin_request", "path");
            var service = fields.Required("service");
            if (!s_schemes.Any(scheme => service.Text().StartsWith(scheme, StringComparison.Ordinal)))
            {
                throw service.Wrong($"is '{service.Text()}': a tunnel carries {string.Join(", ", s_schemes)} (no UDP)");
            }

            var host = fields.Optional("hostname");
            var last = index == rules.Count - 1;
            if (last != host is null)
            {
                throw rule.Wrong(last ? "the last rule must be without hostname: it catches the rest" : "a rule without hostname hides those after it");
            }

            if (host is { } named && !routes.TryAdd(named.Text(), service.Text()))
            {
                throw named.Wrong($"'{named.Text()}' is published twice by this tunnel");
            }

            fields.Done();
        }

        return routes.Count > 0 ? routes : throw ingress.Wrong("must publish a hostname");
    }
}
