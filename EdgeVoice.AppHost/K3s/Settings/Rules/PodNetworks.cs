using System.Net;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>How many nodes a cluster's pod network carries: Kubernetes cuts a network of its own out of it for each node.</summary>
internal static class PodNetworks
{
    // node-cidr-mask-size, which k3s leaves at its default.
    public const int NodePrefix = 24;

    /// <summary>The widest network that services can have; the API server refuses a wider one.</summary>
    public const int WidestServices = 12;

    public static int Nodes(IPNetwork pods) => pods.PrefixLength > NodePrefix ? 0 : 1 << (NodePrefix - pods.PrefixLength);
}
