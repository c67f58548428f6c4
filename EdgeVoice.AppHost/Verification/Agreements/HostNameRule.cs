using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>Names that Cloudflare answers for: written as DNS wants them, and one label below the domain, where its certificate ends.</summary>
internal sealed class HostNameRule : IFleetRule
{
    public string Name => "host-names";

    public string Promise => "hosts are names that DNS takes, one label below one domain";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        var resources = fleet.Document(CellFacts.Terraform).At("resource");
        var balanced = (resources.At("cloudflare_load_balancer", "voice").Text("name") ?? "").Split('.', 2)[^1];
        foreach (var host in Hosts(resources))
        {
            if (DnsName.ErrorOfDomain(host) is { } error)
            {
                yield return new Finding(CellFacts.Terraform, $"host {host}: {error}");
            }
            else if (host.Split('.', 2)[^1] != balanced)
            {
                yield return new Finding(CellFacts.Terraform, $"host {host} is not one label below {balanced}");
            }
        }
    }

    private static IEnumerable<string> Hosts(JsonNode? resources)
    {
        if (resources.At("cloudflare_load_balancer", "voice").Text("name") is { } name)
        {
            yield return name;
        }

        foreach (var (_, pool) in resources.At("cloudflare_load_balancer_pool") as JsonObject ?? new JsonObject())
        {
            foreach (var host in pool.Items("origins").SelectMany(origin => origin.Texts("header", "host")))
            {
                yield return host;
            }
        }
    }
}
