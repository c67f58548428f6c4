using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>What makes several servers one cluster.</summary>
internal sealed class ServerConfigRule() : PerCellRule("servers", "one or three servers, exactly one begins the cluster, what k3s wants equal is equal, nodes say their zone")
{
    // Servers that differ in these do not find together, or worse, do.
    private static readonly string[] s_equal =
    [
        "agent-token-file", "cluster-cidr", "cluster-dns", "cluster-domain", "service-cidr", "disable", "disable-cloud-controller", "disable-helm-controller", "disable-network-policy",
        "egress-selector-mode", "embedded-registry", "flannel-backend", "flannel-external-ip", "flannel-ipv6-masq", "secrets-encryption", "secrets-encryption-provider",
    ];

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        var servers = CellFacts.Servers(cell).ToArray();
        if (servers.Length is not (1 or 3))
        {
            yield return new Finding(cell.Path("k3s"), FormattableString.Invariant($"has {servers.Length} servers, a quorum needs 1 or 3"));
        }

        var beginning = servers.Count(server => server.Value.Flag("cluster-init") == true);
        if (beginning != 1)
        {
            yield return new Finding(cell.Path("k3s"), FormattableString.Invariant($"{beginning} servers have cluster-init, exactly one must"));
        }

        foreach (var (file, server) in servers)
        {
            if (server.Flag("cluster-init") != true && server.Text("server") is null)
            {
                yield return new Finding(file, "neither begins the cluster nor says where it joins");
            }

            foreach (var key in s_equal.Where(key => !JsonNode.DeepEquals(server.At(key), servers[0].Value.At(key))))
            {
                yield return new Finding(file, $"{key} is {ValueOf(server, key)}, {Path.GetFileName(servers[0].Key)} has {ValueOf(servers[0].Value, key)}");
            }

            foreach (var finding in Audit(fleet, cell, file, server))
            {
                yield return finding;
            }
        }

        foreach (var (file, node) in cell.Servers)
        {
            var labels = node.Texts("node-label").ToArray();
            if (!labels.Contains($"topology.kubernetes.io/region={cell.Region}") || !labels.Any(label => label.StartsWith("topology.kubernetes.io/zone=", StringComparison.Ordinal)))
            {
                yield return new Finding(file, "has no label of its region and zone; a constraint on zones would leave every pod waiting");
            }
        }
    }

    // A log path alone logs nothing.
    private static IEnumerable<Finding> Audit(PublishedFleet fleet, FleetCell cell, string file, JsonNode server)
    {
        var arguments = server.Texts("kube-apiserver-arg").Select(argument => argument.Split('=', 2)).Where(parts => parts.Length == 2).ToLookup(parts => parts[0], parts => parts[1]);
        if (arguments.Contains("audit-log-path") != arguments.Contains("audit-policy-file"))
        {
            yield return new Finding(file, "audit-log-path and audit-policy-file need each other");
        }

        foreach (var path in arguments["audit-policy-file"].Concat(arguments["admission-control-config-file"]).Where(path => !fleet.Contains(cell.Path($"k3s/{Path.GetFileName(path)}"))))
        {
            yield return new Finding(file, $"names {path}, and there is no k3s/{Path.GetFileName(path)} to put there");
        }
    }

    private static string ValueOf(JsonNode server, string key) => server.At(key)?.ToJsonString() ?? "nothing";
}
