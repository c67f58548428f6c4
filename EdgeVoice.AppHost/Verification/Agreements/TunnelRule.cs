using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>Two regions on one tunnel are one endpoint to the load balancer, and steering by place is gone.</summary>
internal sealed partial class TunnelRule : IFleetRule
{
    private const string Tunnel = "cloudflare_zero_trust_tunnel_cloudflared";
    private const string Pool = "cloudflare_load_balancer_pool";

    public string Name => "tunnels";

    public string Promise => "every region has a tunnel, a pool and a token of its own, and the pool leads into the tunnel";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        var terraform = fleet.Document(CellFacts.Terraform);
        var regions = fleet.Cells.Select(cell => cell.Region).ToArray();
        return Names(terraform, regions).Concat(Pools(terraform)).Concat(Imports(terraform)).Concat(Tokens(fleet, terraform));
    }

    private static IEnumerable<Finding> Names(JsonNode? terraform, string[] regions)
    {
        foreach (var kind in new[] { Tunnel, $"{Tunnel}_config", Pool })
        {
            var names = (terraform.At("resource", kind) as JsonObject ?? []).Select(pair => pair.Key).ToArray();
            foreach (var region in regions.Except(names))
            {
                yield return new Finding(CellFacts.Terraform, $"{region} has no {kind}");
            }

            foreach (var name in names.Except(regions))
            {
                yield return new Finding(CellFacts.Terraform, $"{kind}.{name} belongs to no published region");
            }
        }
    }

    private static IEnumerable<Finding> Pools(JsonNode? terraform)
    {
        var taken = new Dictionary<string, string>();
        foreach (var (region, pool) in terraform.At("resource", Pool) as JsonObject ?? [])
        {
            foreach (var origin in pool.Items("origins"))
            {
                var address = origin.Text("address") ?? "";
                var tunnel = TunnelAddress().Match(address).Groups["tunnel"].Value;
                if (tunnel != region)
                {
                    yield return new Finding(CellFacts.Terraform, $"the pool of {region} leads to {address}, which is not the tunnel of {region}");
                }

                if (!taken.TryAdd(address, region))
                {
                    yield return new Finding(CellFacts.Terraform, $"{region} and {taken[address]} share {address}");
                }
            }

            var host = pool.Items("origins").FirstOrDefault().Texts("header", "host").FirstOrDefault();
            var routes = terraform.Items("resource", $"{Tunnel}_config", region, "config", "ingress").ToArray();
            if (!routes.Any(route => route.Text("hostname") == host))
            {
                yield return new Finding(CellFacts.Terraform, $"the pool of {region} asks for host {host}, for which its tunnel has no route");
            }

            if (routes.Length == 0 || routes[^1].Text("hostname") is not null)
            {
                yield return new Finding(CellFacts.Terraform, $"the tunnel of {region} does not end with a route for everything else, which Cloudflare refuses");
            }
        }
    }

    private static IEnumerable<Finding> Imports(JsonNode? terraform) => terraform.Items("import")
        .GroupBy(import => import.Text("id"))
        .Where(group => group.Count() > 1)
        .Select(group => new Finding(CellFacts.Terraform, $"tunnel {group.Key} is taken over by {string.Join(" and ", group.Select(import => import.Text("to")))}"));

    private static IEnumerable<Finding> Tokens(PublishedFleet fleet, JsonNode? terraform)
    {
        foreach (var cell in fleet.Cells)
        {
            if (terraform.Text("output", $"tunnel_token_{cell.Region}", "value")?.Contains($".{cell.Region}.", StringComparison.Ordinal) != true)
            {
                yield return new Finding(CellFacts.Terraform, $"there is no output with the token of {cell.Region}'s own tunnel");
            }

            var cloudflared = CellFacts.Workload(cell, "cloudflared");
            if (cloudflared is null || !Rules.PodReferences.To("secret", cloudflared).Any(reference => reference.Name == "cf-tunnel" && reference.Keys.Contains("token")))
            {
                yield return new Finding(cloudflared?.File ?? cell.Path("manifests"), "cloudflared does not take its token from secret cf-tunnel");
            }
        }
    }

    [GeneratedRegex(@"^\$\{cloudflare_zero_trust_tunnel_cloudflared\.(?<tunnel>[a-z0-9-]+)\.id\}\.cfargotunnel\.com\z")]
    private static partial Regex TunnelAddress();
}
