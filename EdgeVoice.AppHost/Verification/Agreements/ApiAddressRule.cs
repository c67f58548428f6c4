using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>A node that joins by a name or address that the certificate lacks is refused.</summary>
internal sealed class ApiAddressRule() : PerCellRule("api-address", "all nodes join at one address, which is in every server's certificate")
{
    private const int Port = 6443;

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        var joining = cell.Servers.Where(node => node.Value.Text("server") is not null).ToArray();
        foreach (var (file, node) in joining.Where(node => !IsApiUrl(node.Value.Text("server")!)))
        {
            yield return new Finding(file, $"server is '{node.Text("server")}', it must be https://address:{Port}");
        }

        if (joining.Select(node => node.Value.Text("server")).Distinct().Count() > 1)
        {
            yield return new Finding(cell.Path("k3s"), $"nodes join at {string.Join(" and ", joining.Select(node => node.Value.Text("server")).Distinct())}");
        }

        foreach (var (file, server) in CellFacts.Servers(cell))
        {
            var names = server.Texts("tls-san").ToHashSet();
            foreach (var address in joining.Select(node => node.Value.Text("server")!).Where(IsApiUrl).Select(url => new Uri(url).Host).Distinct().Where(host => !names.Contains(host)))
            {
                yield return new Finding(file, $"tls-san lacks {address}, at which nodes join");
            }

            if (cell.Find("ConfigMap", "kube-system", "kube-vip")?.Node.Text("data", "address") is { } vip && !names.Contains(vip))
            {
                yield return new Finding(file, $"tls-san lacks {vip}, which kube-vip announces");
            }
        }

        foreach (var finding in Tunnel(cell))
        {
            yield return finding;
        }
    }

    // The way to the API server from outside is the tunnel, and the tunnel's policy names the servers.
    private static IEnumerable<Finding> Tunnel(FleetCell cell)
    {
        var policy = cell.OfKind("NetworkPolicy").FirstOrDefault(document => document.Namespace == "cloudflared" && document.Node.Map("spec", "podSelector", "matchLabels").Count > 0);
        var allowed = policy?.Node.Items("spec", "egress").Where(rule => rule.Items("ports").Any(port => port.Number("port") == Port))
            .SelectMany(rule => rule.Items("to")).Select(peer => peer.Text("ipBlock", "cidr")).ToHashSet() ?? [];
        var servers = CellFacts.Servers(cell).Select(server => $"{server.Value.Text("node-ip")}/32").ToHashSet();
        if (policy is not null && !servers.SetEquals(allowed.OfType<string>()))
        {
            yield return Found(policy, $"lets cloudflared reach {string.Join(", ", allowed)} on {Port}, the servers are {string.Join(", ", servers)}");
        }
    }

    private static bool IsApiUrl(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == "https" && uri.Port == Port && url.EndsWith($":{Port}", StringComparison.Ordinal);
}
