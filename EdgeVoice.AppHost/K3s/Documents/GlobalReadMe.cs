using System.Globalization;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Templates;
using EdgeVoice.AppHost.K3s.Workloads;

namespace EdgeVoice.AppHost.K3s.Documents;

/// <summary>What belongs to no cell: Cloudflare, images, capacity, other distributions.</summary>
internal static class GlobalReadMe
{
    public static PublishedFile Of(Fleet fleet) => new("global/README.md", TemplateFile.Render(
        "global.md",
        ("publicHost", fleet.PublicHost),
        ("healthPath", fleet.Cloudflare.HealthPath),
        ("home", fleet.Home),
        ("apiHost", fleet.HomeCell.Names.Api),
        ("k3s", fleet.K3s.Version),
        ("cells", MarkdownTable.Rows(fleet.Cells, cell => [cell.Region, cell.Names.Host, cell.Names.Turn, $"{cell.TurnAddress}"])),
        ("capacity", MarkdownTable.Rows(fleet.Cells, cell => Capacity(fleet, cell))),
        ("nodeCapacity", MarkdownTable.Rows(fleet.Cells.SelectMany(cell => cell.Nodes.Select(node => (cell, node))), entry => NodeCapacity(fleet, entry.cell, entry.node))),
        ("agentCpu", CpuRequests.Quantity(CpuRequests.Agent)),
        ("liveKitCpu", CpuRequests.Quantity(CpuRequests.LiveKit)),
        ("images", MarkdownTable.Rows(fleet.Images.Images, image => [image.Key, $"`{image.Value}`"]))));

    private static IEnumerable<string> Capacity(Fleet fleet, Cell cell)
    {
        var ports = cell.LiveKit.Mode == LiveKitMode.Host ? Text(cell.Rtc.Calls * cell.LiveKit.Replicas) : "one shared port: no limit";
        return [cell.Region, Text(cell.Sessions), ports, Text(cell.Agents.Calls), Text(cell.Nodes.Sum(node => CallsByCpu(fleet, cell, node)))];
    }

    private static IEnumerable<string> NodeCapacity(Fleet fleet, Cell cell, Node node)
    {
        var ports = !node.IsMedia ? "no media" : cell.LiveKit.Mode == LiveKitMode.Host ? $"{Text(cell.Rtc.Calls)} ({cell.Rtc})" : "shared port";
        return [cell.Region, node.Name, ports, Text(cell.Agents.Replicas / cell.Nodes.Count * cell.Agents.Slots), Text(node.Cpus), Text(CallsByCpu(fleet, cell, node))];
    }

    // Whole agents that fit beside everything else of the node.
    private static int CallsByCpu(Fleet fleet, Cell cell, Node node)
    {
        var first = cell.Nodes[0] == node;
        var others = CpuRequests.System + (node.IsMedia ? CpuRequests.LiveKit : 0)
            + (first ? CpuRequests.Gateway + CpuRequests.Dashboard + (2 * CpuRequests.Cloudflared) + (fleet.Home == cell.Region ? CpuRequests.Postgres : 2 * CpuRequests.Cloudflared) : 0);
        return Math.Max(0, ((node.Cpus * 1000) - others) / CpuRequests.Agent * cell.Agents.Slots);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
