using System.Globalization;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Workloads;
using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Host;

/// <summary>One configuration per node. What k3s wants equal on all servers is computed once for all.</summary>
internal static class K3sConfigs
{
    private const string Yes = "true";

    // k3s' own default; four hours of other people's changes are lost at most.
    private const string SnapshotSchedule = "0 */4 * * *";
    private const int Snapshots = 42;

    public static IEnumerable<PublishedFile> Of(Fleet fleet, Cell cell)
    {
        foreach (var (index, server) in cell.Servers.Index())
        {
            yield return new(Path(cell, server, index), YamlText.OfFlags(Server(fleet, cell, server, isFirst: index == 0)));
        }

        foreach (var (index, worker) in cell.Workers.Index())
        {
            yield return new(Path(cell, worker, index), YamlText.OfFlags(Worker(cell, worker)));
        }
    }

    /// <summary>The name of a node's file below the output folder.</summary>
    public static string Path(Cell cell, Node node, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{cell.Region}/k3s/config.{(node.IsServer ? "server" : "worker")}-{index + 1}.yaml");

    private static K3sServerConfig Server(Fleet fleet, Cell cell, Node server, bool isFirst) => new()
    {
        NodeName = server.Name,
        NodeIp = server.PrivateAddress.ToString(),
        NodeExternalIp = server.PublicAddress.ToString(),
        TokenFile = K3sPaths.TokenFile,
        ClusterInit = isFirst ? true : null,
        Server = isFirst ? null : ApiUrl(cell),
        TlsSan = [cell.Names.Api, cell.Api.Address.ToString(), .. cell.Servers.Select(other => other.PrivateAddress.ToString()).Where(address => address != cell.Api.Address.ToString())],
        Disable = ["traefik", "servicelb"],
        ClusterCidr = fleet.Network.Pods.ToString(),
        ServiceCidr = fleet.Network.Services.ToString(),
        ClusterDns = fleet.Network.ClusterDns.ToString(),
        ClusterDomain = ClusterNetwork.Domain,
        FlannelBackend = Backend(cell),
        FlannelIface = cell.PrivateInterface,
        SecretsEncryption = true,
        ProtectKernelDefaults = true,
        WriteKubeconfigMode = "0600",
        EtcdSnapshotScheduleCron = SnapshotSchedule,
        EtcdSnapshotRetention = Snapshots,
        EtcdS3 = true,
        EtcdS3ConfigSecret = K3sPaths.SnapshotSecret,
        KubeApiserverArg =
        [
            $"audit-log-path={K3sPaths.AuditLog}",
            $"audit-policy-file={K3sPaths.AuditPolicy}",
            "audit-log-maxage=30",
            "audit-log-maxbackup=10",
            "audit-log-maxsize=100",
            $"admission-control-config-file={K3sPaths.Admission}",
        ],
        NodeLabel = Labels(cell, server),
    };

    private static K3sWorkerConfig Worker(Cell cell, Node worker) => new()
    {
        NodeName = worker.Name,
        NodeIp = worker.PrivateAddress.ToString(),
        NodeExternalIp = worker.PublicAddress.ToString(),
        TokenFile = K3sPaths.TokenFile,
        Server = ApiUrl(cell),
        FlannelIface = cell.PrivateInterface,
        ProtectKernelDefaults = true,
        NodeLabel = Labels(cell, worker),
        NodeTaint = worker.IsCompliance ? [$"{Compliance.TaintKey}={Compliance.Value}:NoSchedule"] : null,
    };

    /// <summary>Between the nodes: in the clear on a private network, encrypted where protected health information crosses it.</summary>
    public static string Backend(Cell cell) => cell.Options.Hipaa ? "wireguard-native" : "vxlan";

    private static string ApiUrl(Cell cell) => string.Create(CultureInfo.InvariantCulture, $"https://{cell.Api.Address}:{ApiEndpoint.Port}");

    // k3s invents no zones, and a constraint on a label that no node has leaves every pod waiting.
    private static IReadOnlyList<string> Labels(Cell cell, Node node) =>
    [
        $"topology.kubernetes.io/region={cell.Region}",
        $"{Pods.ZoneLabel}={node.Zone}",
        .. node.IsMedia ? [$"{Pods.MediaLabel}={Yes}"] : Array.Empty<string>(),
    ];
}
