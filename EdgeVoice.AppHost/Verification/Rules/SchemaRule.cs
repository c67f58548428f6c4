using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Schemas;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>Strict: unknown fields are errors, as the API server would drop them silently.</summary>
internal sealed class SchemaRule(IReadOnlyList<SchemaSet> schemas) : IFleetRule
{
    // k3s' own file has no kind; it is given one to be looked up by.
    private const string K3sApiVersion = "k3s.io/config";
    private const string K3sKind = "K3sConfig";

    public string Name => "schema";

    public string Promise => schemas.Count == 0
        ? "host files and kustomizations follow their schema (Kubernetes' own: give --schemas)"
        : $"every document follows its schema in {string.Join(", ", schemas.Select(set => set.Name))}";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        using var host = SchemaFolder.Host();
        SchemaSet[] sets = schemas.Count > 0 ? [.. schemas] : [new SchemaSet("the host's files", [host])];
        var patches = fleet.Patches();
        foreach (var document in fleet.AllDocuments())
        {
            var node = WithKind(document);
            if (schemas.Count == 0 && host.Find(node.Text("apiVersion") ?? "", node.Text("kind") ?? "") is null)
            {
                continue;
            }

            foreach (var set in sets)
            {
                foreach (var error in set.Check(node, patches.Contains(document.File)))
                {
                    yield return new Finding(document.File, $"{(document.Kind.Length > 0 ? $"{document.Identity}: " : "")}{error} ({set.Name})");
                }
            }
        }
    }

    private static JsonNode WithKind(FleetDocument document)
    {
        if (document.Node is not JsonObject node || node.ContainsKey("kind") || !IsK3sConfig(document.File))
        {
            return document.Node;
        }

        var copy = node.DeepClone().AsObject();
        copy["apiVersion"] = K3sApiVersion;
        copy["kind"] = K3sKind;
        return copy;
    }

    private static bool IsK3sConfig(string file) => Path.GetFileName(file).StartsWith("config.", StringComparison.Ordinal);
}
