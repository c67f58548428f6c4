using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>Failover is automatic only where an area lists further pools.</summary>
internal sealed class FailoverRule : IFleetRule
{
    private static readonly string[] s_areas = ["WNAM", "ENAM", "WEU", "EEU", "NSAM", "SSAM", "OC", "ME", "NAF", "SAF", "SAS", "SEAS", "NEAS"];

    public string Name => "failover";

    public string Promise => "every area of the world lists every region's pool, and there is a fallback";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        var balancers = fleet.Document(CellFacts.Terraform).At("resource", "cloudflare_load_balancer") as JsonObject ?? [];
        var pools = fleet.Cells.Select(cell => $"${{cloudflare_load_balancer_pool.{cell.Region}.id}}").ToArray();
        return balancers.Count == 0 ? [new Finding(CellFacts.Terraform, "there is no load balancer")] : balancers.SelectMany(balancer => Check(balancer.Value, pools));
    }

    private static IEnumerable<Finding> Check(JsonNode? balancer, string[] pools)
    {
        foreach (var area in s_areas)
        {
            var listed = balancer.Texts("region_pools", area).ToArray();
            if (!pools.Order(StringComparer.Ordinal).SequenceEqual(listed.Order(StringComparer.Ordinal)))
            {
                yield return new Finding(CellFacts.Terraform, $"{area} lists {listed.Length} of {pools.Length} pools, its callers do not fail over to all");
            }
        }

        if (!pools.Contains(balancer.Text("fallback_pool")))
        {
            yield return new Finding(CellFacts.Terraform, $"the fallback pool '{balancer.Text("fallback_pool")}' belongs to no region");
        }

        if (!pools.All(balancer.Texts("default_pools").Contains))
        {
            yield return new Finding(CellFacts.Terraform, "the default pools are not all pools");
        }
    }
}
