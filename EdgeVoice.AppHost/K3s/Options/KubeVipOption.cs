using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Workloads;

namespace EdgeVoice.AppHost.K3s.Options;

/// <summary>Holds the API server's address on one of three servers. What is the region's own, address and interface, comes from a ConfigMap of the region.</summary>
internal static class KubeVipOption
{
    private const string Option = OptionFiles.KubeVip;
    private const string Name = "kube-vip";
    private const string ControlPlane = "node-role.kubernetes.io/control-plane";
    private const string Yes = "true";

    public static IEnumerable<PublishedFile> Files(Fleet fleet) =>
    [
        OptionFiles.Manifest(Option, "rbac.yaml", Rights()),
        OptionFiles.Manifest(Option, "daemonset.yaml", [Daemon(fleet)]),
        OptionFiles.Component(Option, ["rbac.yaml", "daemonset.yaml"]),
        OptionFiles.ReadMe(Option),
    ];

    /// <summary>The part that belongs to a region.</summary>
    public static IReadOnlyList<IManifest> Address(Cell cell) =>
    [
        new ConfigMap { Metadata = Meta(), Data = new() { ["address"] = cell.Api.Address.ToString(), ["interface"] = cell.PrivateInterface } },
    ];

    private static IReadOnlyList<IManifest> Rights() =>
    [
        new ServiceAccount { Metadata = Meta() },
        new ClusterRole
        {
            Metadata = new() { Name = Name },
            Rules =
            [
                new() { ApiGroups = ["coordination.k8s.io"], Resources = ["leases"], Verbs = ["get", "list", "watch", "create", "update"] },
                new() { ApiGroups = [""], Resources = ["nodes"], Verbs = ["get", "list", "watch", "update", "patch"] },
            ],
        },
        new ClusterRoleBinding
        {
            Metadata = new() { Name = Name },
            RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = Name },
            Subjects = [new() { Kind = "ServiceAccount", Name = Name, Namespace = Namespaces.System }],
        },
    ];

    private static DaemonSet Daemon(Fleet fleet) => new()
    {
        Metadata = Meta(),
        Spec = new()
        {
            UpdateStrategy = new() { Type = "RollingUpdate", RollingUpdate = new() { MaxUnavailable = 1 } },
            Selector = Pods.Select(Name),
            Template = new()
            {
                Metadata = new() { Labels = Pods.Labels(Name) },
                Spec = new()
                {
                    ServiceAccountName = Name,
                    HostNetwork = true,
                    PriorityClassName = "system-node-critical",
                    SecurityContext = new() { SeccompProfile = new() { Type = "RuntimeDefault" } },
                    Affinity = new()
                    {
                        NodeAffinity = new()
                        {
                            RequiredDuringSchedulingIgnoredDuringExecution = new()
                            {
                                NodeSelectorTerms = [new() { MatchExpressions = [new() { Key = ControlPlane, Operator = "Exists" }] }],
                            },
                        },
                    },
                    Tolerations = [new() { Operator = "Exists", Effect = "NoSchedule" }, new() { Operator = "Exists", Effect = "NoExecute" }],
                    Containers = [Container(fleet)],
                },
            },
        },
    };

    private static Container Container(Fleet fleet) => new()
    {
        Name = Name,
        Image = fleet.Images[ImageName.KubeVip].ToString(),
        Args = ["manager"],
        Env =
        [
            EnvVar.Of("vip_arp", Yes),
            EnvVar.Of("port", Pods.Number(ApiEndpoint.Port)),
            EnvVar.FromConfigMap("address", Name, "address"),
            EnvVar.FromConfigMap("vip_interface", Name, "interface"),
            EnvVar.Of("vip_subnet", "32"),
            EnvVar.Of("cp_enable", Yes),
            EnvVar.Of("cp_namespace", Namespaces.System),
            EnvVar.Of("vip_leaderelection", Yes),
            // MetalLB owns the Services' addresses.
            EnvVar.Of("svc_enable", "false"),
            EnvVar.FromField("vip_nodename", "spec.nodeName"),
        ],
        Resources = Pods.Resources("25m", "32Mi", "128Mi"),
        SecurityContext = new() { AllowPrivilegeEscalation = false, ReadOnlyRootFilesystem = true, Capabilities = new() { Add = ["NET_ADMIN", "NET_RAW"], Drop = ["ALL"] } },
    };

    private static ObjectMeta Meta() => Pods.Meta(Name, Namespaces.System, Name);
}
