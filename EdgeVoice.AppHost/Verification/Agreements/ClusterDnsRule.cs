using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>The node's cache listens on the cluster DNS' own address; with another address it serves nobody, and a filled-in upstream would ask itself.</summary>
internal sealed class ClusterDnsRule() : PerCellRule("cluster-dns", "k3s' cluster DNS is the address of the DNS caches and of the policies")
{
    private const string Default = "10.43.0.10";
    private const string Cache = "node-local-dns";
    private const string LocalAddress = "169.254.20.10";

    // The cache fills these in by itself when it starts.
    private static readonly string[] s_runtime = ["__PILLAR__CLUSTER__DNS__", "__PILLAR__UPSTREAM__SERVERS__"];

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        var dns = CellFacts.Servers(cell).Select(server => server.Value.Text("cluster-dns") ?? Default).FirstOrDefault() ?? Default;
        return Daemon(cell, dns).Concat(Corefile(cell, dns)).Concat(Policies(cell, dns));
    }

    private static IEnumerable<Finding> Daemon(FleetCell cell, string dns)
    {
        var daemon = cell.OfKind("DaemonSet").FirstOrDefault(document => document.Name == Cache);
        var arguments = daemon?.Containers.FirstOrDefault().Texts("args").ToArray() ?? [];
        var addresses = Array.IndexOf(arguments, "-localip") is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : "";
        if (addresses != $"{LocalAddress},{dns}")
        {
            yield return new Finding(daemon?.File ?? cell.Path("manifests"), $"the DNS cache listens on '{addresses}', it must be {LocalAddress},{dns}");
        }

        if (daemon?.PodSpec.Flag("enableServiceLinks") == false)
        {
            yield return Found(daemon, "enableServiceLinks is off, by which the cache learns its upstream");
        }
    }

    private static IEnumerable<Finding> Corefile(FleetCell cell, string dns)
    {
        var map = cell.OfKind("ConfigMap").FirstOrDefault(document => document.Name == Cache);
        var lines = map?.Node.Map("data").Values.SelectMany(text => text.Split('\n', StringSplitOptions.TrimEntries)).ToArray() ?? [];
        foreach (var bind in lines.Where(line => line.StartsWith("bind ", StringComparison.Ordinal) && line != $"bind {LocalAddress} {dns}"))
        {
            yield return Found(map!, $"'{bind}' must be 'bind {LocalAddress} {dns}'");
        }

        foreach (var name in s_runtime.Where(name => !lines.Any(line => line.Contains(name, StringComparison.Ordinal))))
        {
            yield return new Finding(map?.File ?? cell.Path("manifests"), $"lacks {name}: filled in beforehand, the cache would ask itself");
        }
    }

    private static IEnumerable<Finding> Policies(FleetCell cell, string dns)
    {
        string[] needed = [$"{LocalAddress}/32", $"{dns}/32"];
        foreach (var policy in cell.OfKind("NetworkPolicy").Where(document => document.Name == "allow-dns"))
        {
            var rules = policy.Node.Items("spec", "egress").Where(rule => rule.Items("ports").Any(port => port.Number("port") == 53)).ToArray();
            var allowed = rules.SelectMany(rule => rule.Items("to")).Select(peer => peer.Text("ipBlock", "cidr")).ToHashSet();
            foreach (var cidr in needed.Where(cidr => !allowed.Contains(cidr)))
            {
                yield return Found(policy, $"does not let DNS reach {cidr}");
            }
        }
    }
}
