using System.Globalization;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>What all pods have in common: names, and the restricted Pod Security Standard.</summary>
internal static class Pods
{
    public const string AppLabel = "app";
    public const string HostLabel = "kubernetes.io/hostname";
    public const string ZoneLabel = "topology.kubernetes.io/zone";
    public const string ArchitectureLabel = "kubernetes.io/arch";
    public const string MediaLabel = "edgevoice.io/media";
    public const string TemporaryFolder = "/tmp";

    private const string TemporaryVolume = "tmp";

    /// <summary>Without it a pod's names are searched through five suffixes before they are asked for as they are.</summary>
    public static readonly PodDnsConfig Dns = new() { Options = [new() { Name = "ndots", Value = "2" }] };

    public static readonly SecurityContext Restricted = new() { RunAsNonRoot = true, AllowPrivilegeEscalation = false, ReadOnlyRootFilesystem = true, Capabilities = new() { Drop = ["ALL"] } };

    public static readonly Volume Temporary = new() { Name = TemporaryVolume, EmptyDir = new() { SizeLimit = "64Mi" } };

    public static readonly VolumeMount TemporaryMount = new() { Name = TemporaryVolume, MountPath = TemporaryFolder };

    /// <summary>Images of this repository exist for both, and so do all others in use.</summary>
    public static readonly Affinity AnyArchitecture = new()
    {
        NodeAffinity = new()
        {
            RequiredDuringSchedulingIgnoredDuringExecution = new()
            {
                NodeSelectorTerms = [new() { MatchExpressions = [new() { Key = ArchitectureLabel, Operator = "In", Values = ["amd64", "arm64"] }] }],
            },
        },
    };

    public static StringMap Labels(string app) => new() { [AppLabel] = app, ["app.kubernetes.io/name"] = app, ["app.kubernetes.io/part-of"] = "edgevoice" };

    public static ObjectMeta Meta(string name, string @namespace, string app) => new() { Name = name, Namespace = @namespace, Labels = Labels(app) };

    public static LabelSelector Select(string app) => new() { MatchLabels = new() { [AppLabel] = app } };

    /// <param name="user">Numeric, so that the kubelet can see that it is not root.</param>
    public static PodSecurityContext RunAs(int user) => new()
    {
        RunAsNonRoot = true,
        RunAsUser = user,
        RunAsGroup = user,
        FsGroup = user,
        FsGroupChangePolicy = "OnRootMismatch",
        SeccompProfile = new() { Type = "RuntimeDefault" },
    };

    /// <summary>Memory is limited, time is not: a throttled processor is heard as a gap.</summary>
    public static ResourceRequirements Resources(string cpu, string memory, string memoryLimit) => new()
    {
        Requests = new() { ["cpu"] = cpu, ["memory"] = memory },
        Limits = new() { ["memory"] = memoryLimit },
    };

    public static Probe Http(string path, string port, int periodSeconds, int failures) => new()
    {
        HttpGet = new() { Path = path, Port = port },
        PeriodSeconds = periodSeconds,
        TimeoutSeconds = 3,
        FailureThreshold = failures,
    };

    public static TopologySpreadConstraint Spread(string app, string key, string whenUnsatisfiable) => new()
    {
        MaxSkew = 1,
        TopologyKey = key,
        WhenUnsatisfiable = whenUnsatisfiable,
        LabelSelector = Select(app),
        // Pods of the last revision do not count, or a rollout could not place its own.
        MatchLabelKeys = ["pod-template-hash"],
        // A zone whose nodes are tainted as gone would otherwise stay the emptiest, and nothing could be placed elsewhere.
        NodeTaintsPolicy = "Honor",
    };

    public static PodDisruptionBudget Budget(string app, string @namespace) => new()
    {
        Metadata = Meta(app, @namespace, app),
        Spec = new() { MaxUnavailable = 1, UnhealthyPodEvictionPolicy = "AlwaysAllow", Selector = Select(app) },
    };

    public static DeploymentStrategy SurgeOne { get; } = new() { Type = "RollingUpdate", RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 } };

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
