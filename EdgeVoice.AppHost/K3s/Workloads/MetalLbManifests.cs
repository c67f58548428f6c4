using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>The load balancer's addresses: the chart first, its objects in a later file, since they need its definitions and its webhook.</summary>
internal static class MetalLbManifests
{
    public const string ChartVersion = "0.16.1";

    private const string Name = "metallb";
    private const string Pool = "public";

    public static IReadOnlyList<IManifest> Chart(Cell cell) =>
    [
        new HelmChart
        {
            Metadata = new() { Name = Name, Namespace = Namespaces.System },
            Spec = new()
            {
                Repo = "https://metallb.github.io/metallb",
                Chart = Name,
                Version = ChartVersion,
                TargetNamespace = Namespaces.MetalLb,
                ValuesContent = YamlText.Of(Values(cell)),
            },
        },
    ];

    public static IReadOnlyList<IManifest> Addresses(Cell cell) =>
    [
        new IPAddressPool
        {
            Metadata = new() { Name = Pool, Namespace = Namespaces.MetalLb },
            Spec = new()
            {
                Addresses = [.. cell.Pool.Select(range => range.Text)],
                AutoAssign = false,
                AvoidBuggyIPs = true,
                ServiceAllocation = new() { Namespaces = [Namespaces.LiveKit] },
            },
        },
        new L2Advertisement
        {
            Metadata = new() { Name = Pool, Namespace = Namespaces.MetalLb },
            Spec = new() { IpAddressPools = [Pool], Interfaces = [cell.PublicInterface] },
        },
    ];

    // frr and frrk8s bring routing daemons for BGP, which nothing here speaks.
    private static MetalLbValues Values(Cell cell) => new()
    {
        Speaker = new()
        {
            Frr = new() { Enabled = false },
            // An address is announced from a node with an endpoint, and that one is reserved.
            Tolerations = cell.Options.Hipaa ? [CompliancePins.Toleration] : null,
        },
        Frrk8s = new() { Enabled = false },
    };
}
