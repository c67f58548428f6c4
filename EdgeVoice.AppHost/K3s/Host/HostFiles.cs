using System.Globalization;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Templates;
using EdgeVoice.AppHost.K3s.Workloads;

namespace EdgeVoice.AppHost.K3s.Host;

/// <summary>Everything that is put on a cell's machines before there is a cluster.</summary>
internal static class HostFiles
{
    public static IEnumerable<PublishedFile> Of(Fleet fleet, Cell cell)
    {
        var folder = $"{cell.Region}/k3s";
        return
        [
            .. K3sConfigs.Of(fleet, cell),
            new($"{folder}/audit-policy.yaml", AuditPolicy.ToYaml()),
            new($"{folder}/admission.yaml", AdmissionConfiguration.ToYaml()),
            new($"{folder}/90-edgevoice.conf", TemplateFile.Render("90-edgevoice.conf", ("region", cell.Region), ("reservedPorts", Reserved(cell)))),
            new($"{folder}/install.sh", Install(fleet, cell)),
            new($"{cell.Region}/firewall.json", Firewall.Of(cell).ToJson()),
            new($"{cell.Region}/firewall.nft", Firewall.ToNftables(fleet, cell)),
        ];
    }

    private static string Reserved(Cell cell) => cell.LiveKit.Mode == LiveKitMode.Host ? cell.Rtc.ToString() : Pods.Number(Ports.LiveKitUdpMux);

    private static string Install(Fleet fleet, Cell cell) => TemplateFile.Render(
        "install.sh",
        ("region", cell.Region),
        ("nodes", string.Join(", ", cell.Servers.Index().Select(node => Name("server", node)).Concat(cell.Workers.Index().Select(node => Name("worker", node))))),
        ("wireguard", cell.Options.Hipaa ? " wireguard" : ""),
        ("configFolder", K3sPaths.ConfigFolder),
        ("auditFolder", K3sPaths.AuditLogFolder),
        ("auditPolicy", K3sPaths.AuditPolicy),
        ("admission", K3sPaths.Admission),
        ("tokenFile", K3sPaths.TokenFile),
        ("version", fleet.K3s.Version));

    private static string Name(string role, (int Index, Node Item) node) => string.Create(CultureInfo.InvariantCulture, $"{role} {node.Index + 1} is {node.Item.Name} ({node.Item.PrivateAddress})");
}
