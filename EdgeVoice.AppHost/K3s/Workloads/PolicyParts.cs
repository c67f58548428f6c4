using System.Net;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>Pieces of which network policies are made.</summary>
internal static class PolicyParts
{
    private const string NamespaceLabel = "kubernetes.io/metadata.name";

    // Whatever a Service or a neighbour could be: a pod that may reach the internet must not reach these by it.
    private static readonly IReadOnlyList<string> s_inside = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

    public static IReadOnlyList<NetworkPolicyPeer> Internet { get; } = [new() { IpBlock = new() { Cidr = "0.0.0.0/0", Except = s_inside } }];

    public static NetworkPolicy DefaultDeny(string @namespace) => new()
    {
        Metadata = Meta("default-deny", @namespace),
        Spec = new() { PodSelector = new(), PolicyTypes = ["Ingress", "Egress"] },
    };

    /// <summary>The node's cache listens on both addresses with the host's network, which no selector matches.</summary>
    public static NetworkPolicy AllowDns(string @namespace, ClusterNetwork network) => new()
    {
        Metadata = Meta("allow-dns", @namespace),
        Spec = new()
        {
            PodSelector = new(),
            PolicyTypes = ["Egress"],
            Egress =
            [
                To([Address(ClusterNetwork.NodeLocalDns), Address(network.ClusterDns)], Udp(Ports.Dns), Tcp(Ports.Dns)),
                // Until the cache runs on a node, its pods ask CoreDNS itself.
                To([Pod(Namespaces.System, "k8s-app", "kube-dns")], Udp(Ports.Dns), Tcp(Ports.Dns)),
            ],
        },
    };

    public static NetworkPolicy For(string app, string @namespace, IReadOnlyList<NetworkPolicyIngress> ingress, IReadOnlyList<NetworkPolicyEgress> egress) => new()
    {
        Metadata = Meta(app, @namespace),
        Spec = new()
        {
            PodSelector = Pods.Select(app),
            PolicyTypes = ["Ingress", "Egress"],
            Ingress = ingress.Count > 0 ? ingress : null,
            Egress = egress.Count > 0 ? egress : null,
        },
    };

    public static NetworkPolicyIngress From(IReadOnlyList<NetworkPolicyPeer> peers, params NetworkPolicyPort[] ports) => new() { From = peers, Ports = ports };

    public static NetworkPolicyEgress To(IReadOnlyList<NetworkPolicyPeer> peers, params NetworkPolicyPort[] ports) => new() { To = peers, Ports = ports };

    public static NetworkPolicyPeer App(string @namespace, string app) => Pod(@namespace, Pods.AppLabel, app);

    public static NetworkPolicyPeer Address(IPAddress address) => new() { IpBlock = new() { Cidr = $"{address}/32" } };

    public static NetworkPolicyPeer Network(IPNetwork network) => new() { IpBlock = new() { Cidr = network.ToString() } };

    public static NetworkPolicyPort Tcp(int port) => new() { Protocol = "TCP", Port = port };

    public static NetworkPolicyPort Udp(int port) => new() { Protocol = "UDP", Port = port };

    public static NetworkPolicyPort Udp(PortRange range) => new() { Protocol = "UDP", Port = range.Start, EndPort = range.End };

    private static NetworkPolicyPeer Pod(string @namespace, string label, string value) => new()
    {
        NamespaceSelector = new() { MatchLabels = new() { [NamespaceLabel] = @namespace } },
        PodSelector = new() { MatchLabels = new() { [label] = value } },
    };

    private static ObjectMeta Meta(string name, string @namespace) => new() { Name = name, Namespace = @namespace, Labels = new() { ["app.kubernetes.io/part-of"] = "edgevoice" } };
}
