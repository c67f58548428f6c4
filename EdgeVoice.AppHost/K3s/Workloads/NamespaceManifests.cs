using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>The namespaces with their Pod Security level, before anything is put into them.</summary>
internal static class NamespaceManifests
{
    private const string Restricted = "restricted";

    // The host network, which media and ARP need, violates even the baseline.
    private const string Privileged = "privileged";

    public static IReadOnlyList<IManifest> Of() =>
    [
        Of(Namespaces.Cloudflared, Restricted),
        Of(Namespaces.Data, Restricted),
        Of(Namespaces.EdgeVoice, Restricted),
        Of(Namespaces.LiveKit, Privileged),
        Of(Namespaces.MetalLb, Privileged),
    ];

    private static Namespace Of(string name, string level) => new()
    {
        Metadata = new()
        {
            Name = name,
            Labels = new StringMap
            {
                ["app.kubernetes.io/part-of"] = "edgevoice",
                ["pod-security.kubernetes.io/enforce"] = level,
                ["pod-security.kubernetes.io/audit"] = level,
                ["pod-security.kubernetes.io/warn"] = level,
            },
        },
    };
}
