using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Rollout;

/// <summary>Kinds that exist only once something else has defined them.</summary>
internal static class CustomResources
{
    // Groups of the API server itself, and of k3s, end in these or have no dot.
    private static readonly string[] s_builtIn = [".k8s.io", "helm.cattle.io"];

    /// <summary>Name of the definition that a document needs, or null when the API server knows it by itself.</summary>
    public static string? DefinitionOf(FleetDocument document)
    {
        var group = document.ApiVersion.Split('/') is [var name, _] ? name : "";
        return !group.Contains('.', StringComparison.Ordinal) || s_builtIn.Any(end => group.EndsWith(end, StringComparison.Ordinal)) && group != "gateway.networking.k8s.io"
            ? null
            : $"{Plural(document.Kind.ToLowerInvariant())}.{group}";
    }

    // How API groups spell plurals.
    private static string Plural(string kind) => kind switch
    {
        _ when kind.EndsWith('y') => $"{kind[..^1]}ies",
        _ when kind.EndsWith('s') || kind.EndsWith("ss", StringComparison.Ordinal) => $"{kind}es",
        _ => $"{kind}s",
    };
}
