using EdgeVoice.AppHost.K3s.Host;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Secrets;
using EdgeVoice.AppHost.K3s.Templates;
using EdgeVoice.AppHost.K3s.Workloads;

namespace EdgeVoice.AppHost.K3s.Documents;

/// <summary>What an operator of one cell reads from top to bottom.</summary>
internal static class CellReadMe
{
    public static PublishedFile Of(Fleet fleet, Cell cell, IReadOnlyList<string> manifests, IReadOnlyList<SecretEntry> secrets)
    {
        var isHome = fleet.Home == cell.Region;
        var content = TemplateFile.Render(
            "cell.md",
            ("region", cell.Region),
            ("k3s", fleet.K3s.Version),
            ("public", MarkdownTable.Rows(Firewall.Public(cell), rule => [rule.Reason, rule.Protocol, rule.Ports!, Where(cell, rule)])),
            ("flows", MarkdownTable.Rows(Flows(fleet, cell, isHome), flow => [flow.What, flow.Way, flow.Public])),
            ("hostPods", MarkdownTable.Rows(HostPods(cell), pod => [pod.Name, pod.Why])),
            ("nodes", MarkdownTable.Rows(cell.Nodes.Index(), node => [
                node.Item.Name,
                Path.GetFileName(K3sConfigs.Path(cell, node.Item, IndexAmongPeers(cell, node.Item))),
                $"{node.Item.PrivateAddress}",
                $"{node.Item.PublicAddress}",
                node.Item.Zone,
                node.Item.Architecture,
                node.Item.IsMedia ? "yes" : "no",
            ])),
            ("secrets", MarkdownTable.Rows(secrets.SelectMany(secret => secret.Keys.Select(key => (secret, key))), row => [
                $"`{row.secret.Namespace}`", $"`{row.secret.Name}`", $"`{row.key.Name}`", row.key.Origin,
            ])),
            ("hostSteps", TemplateFile.Render($"steps/{HostSteps(cell)}.md", StepValues(cell)).TrimEnd()),
            ("addressSteps", TemplateFile.Render($"steps/address-{(cell.Provider == HostProvider.Hcloud ? "hcloud" : "layer2")}.md", ("turnAddress", $"{cell.TurnAddress}"), ("firstNode", cell.Nodes[0].Name)).TrimEnd()),
            ("hipaaStep", cell.Options.Hipaa ? TemplateFile.Render("steps/hipaa.md", ("nodes", string.Join(' ', cell.Nodes.Where(node => node.IsCompliance).Select(node => node.Name))), ("label", $"{Compliance.NodeLabel}={Compliance.Value}")) : ""),
            ("firstManifests", string.Join(" ", manifests.Where(IsEarly).Select(path => $"-f {path}"))),
            ("host", cell.Names.Host),
            ("turnHost", cell.Names.Turn),
            ("turnAddress", $"{cell.TurnAddress}"),
            ("api", $"{cell.Api.Address}"),
            ("firstServer", $"{cell.Nodes[0].PrivateAddress}"),
            ("healthPath", fleet.Cloudflare.HealthPath),
            ("agentDrain", Pods.Number(cell.Agents.DrainSeconds)),
            ("liveKitDrain", Pods.Number(cell.LiveKit.DrainSeconds)),
            ("database", TemplateFile.Render(isHome ? "steps/database-home.md" : "steps/database-client.md", ("home", fleet.Home), ("bucket", fleet.Database.BackupBucket)).TrimEnd()));
        return new($"{cell.Region}/README.md", content);
    }

    private static bool IsEarly(string path) => string.CompareOrdinal(Path.GetFileName(path), "20") < 0;

    private static int IndexAmongPeers(Cell cell, Node node) => (node.IsServer ? cell.Servers : cell.Workers).ToList().IndexOf(node);

    private static string HostSteps(Cell cell) => cell.Servers.Count() == 1 ? "one-server" : cell.Api.Mode switch
    {
        ApiEndpointMode.KubeVip => "three-servers-kube-vip",
        ApiEndpointMode.HcloudLb => "three-servers-hcloud",
        _ => "three-servers",
    };

    private static (string, string)[] StepValues(Cell cell)
    {
        var workers = cell.Workers.Any() ? "Then each worker, in its own copy of `k3s/`: `sh install.sh worker 1` and so on." : "There are no workers.";
        return cell.Servers.Count() == 1 ? [("workers", workers)] : [("workers", workers), ("api", $"{cell.Api.Address}")];
    }

    private static string Where(Cell cell, FirewallRule rule) => rule.Ports == Pods.Number(Ports.Https) || cell.LiveKit.Mode == LiveKitMode.Vip
        ? $"load balancer, {cell.TurnAddress}"
        : string.Join(", ", cell.MediaNodes.Select(node => $"{node.Name}, {node.PublicAddress}"));

    private static IEnumerable<(string What, string Way, string Public)> Flows(Fleet fleet, Cell cell, bool isHome) =>
    [
        ("calls API, page, health, LiveKit's signalling", $"{cell.Names.Host} and {fleet.PublicHost} → tunnel → gateway", "no"),
        ("LiveKit's own port 7880", "gateway and agents, over the private network", "no; it listens on every interface, the firewall drops it"),
        ("dashboard", $"{cell.Names.Dashboard} → tunnel, behind Access", "no"),
        ("API server 6443", $"private network; {cell.Names.Api} → tunnel as `tcp://`, behind Access", "no"),
        ("etcd 2379-2380, kubelet 10250, pod network", "private network", "no"),
        ("metrics 6789 (LiveKit), 9253 (DNS cache)", "private network", "no; they listen on every interface, the firewall drops them"),
        ("Postgres 5432", isHome ? $"agents and gateway of this cell; other cells by {fleet.DatabaseHost} → tunnel, behind Access" : $"relay → {fleet.DatabaseHost} → tunnel of {fleet.Home}", "no"),
        ("cloudflared", "outbound 7844 only", "no"),
    ];

    private static IEnumerable<(string Name, string Why)> HostPods(Cell cell)
    {
        if (cell.LiveKit.Mode == LiveKitMode.Host)
        {
            yield return ("livekit", "media on hundreds of UDP ports and the node's own address in what callers are told; not root, no capability, read-only");
        }

        yield return ("node-local-dns", "listens on the cluster DNS' address of its node: NET_ADMIN for the interface and the rules");
        yield return ("metallb-speaker (chart)", "answers ARP for the load balancer's addresses: NET_RAW");
        if (cell.Options.KubeVip)
        {
            yield return ("kube-vip", "answers ARP for the API server's address: NET_ADMIN, NET_RAW");
        }
    }
}
