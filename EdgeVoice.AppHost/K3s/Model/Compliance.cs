namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>How nodes that are reserved for work under HIPAA are known.</summary>
internal static class Compliance
{
    public const string TaintKey = "edgevoice.io/compliance";

    /// <summary>Under a prefix that no kubelet may set for itself: a captured node cannot claim to be one of them.</summary>
    public const string NodeLabel = "node-restriction.kubernetes.io/compliance";

    public const string Value = "hipaa";
}
