using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>The names that gateways give to callers and to each other are those that Cloudflare answers.</summary>
internal sealed class RegionHostsRule() : PerCellRule("region-hosts", "a gateway's own name and its peers' are the hosts of their pools")
{
    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        var gateway = CellFacts.Workload(cell, "gateway");
        if (gateway is null)
        {
            yield return new Finding(cell.Path("manifests"), "there is no gateway");
            yield break;
        }

        var hosts = fleet.Cells.ToDictionary(other => other.Region, other => HostOf(fleet, other.Region));
        if (CellFacts.Variable(gateway, "Gateway__Region") != cell.Region || CellFacts.Variable(CellFacts.Workload(cell, "voice-agent"), "Agent__Region") != cell.Region)
        {
            yield return Found(gateway, $"gateway or agent does not call itself {cell.Region}");
        }

        if (CellFacts.Variable(gateway, "Gateway__PublicUrl") is { } own && (!Uri.TryCreate(own, UriKind.Absolute, out var url) || url.Host != hosts[cell.Region]))
        {
            yield return Found(gateway, $"Gateway__PublicUrl is {own}, the pool's host is {hosts[cell.Region]}");
        }

        var named = new HashSet<string>();
        for (var index = 0; CellFacts.Variable(gateway, FormattableString.Invariant($"Gateway__Peers__{index}__Region")) is { } peer; index++)
        {
            named.Add(peer);
            var address = CellFacts.Variable(gateway, FormattableString.Invariant($"Gateway__Peers__{index}__Url"));
            if (address != $"https://{hosts.GetValueOrDefault(peer)}")
            {
                yield return Found(gateway, $"peer {peer} is {address}, the pool's host is {hosts.GetValueOrDefault(peer)}");
            }
        }

        foreach (var missing in hosts.Keys.Except(named).Where(region => region != cell.Region))
        {
            yield return Found(gateway, $"does not know its peer {missing}");
        }
    }

    private static string? HostOf(PublishedFleet fleet, string region) =>
        fleet.Document(CellFacts.Terraform).At("resource", "cloudflare_load_balancer_pool", region).Items("origins").FirstOrDefault().Texts("header", "host").FirstOrDefault();
}
