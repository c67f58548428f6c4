using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Verification.Documents;

/// <summary>The folder of one region.</summary>
/// <param name="Region">Name of the folder.</param>
/// <param name="Documents">What its kustomization applies, in that order.</param>
/// <param name="Servers">k3s' configuration of each server, by file.</param>
internal sealed record FleetCell(string Region, IReadOnlyList<FleetDocument> Documents, IReadOnlyDictionary<string, JsonNode> Servers)
{
    public IEnumerable<FleetDocument> OfKind(string kind) => Documents.Where(document => document.Kind == kind);

    public IEnumerable<FleetDocument> Workloads => Documents.Where(document => document.IsWorkload);

    public FleetDocument? Find(string kind, string @namespace, string name) =>
        Documents.FirstOrDefault(document => document.Kind == kind && document.Namespace == @namespace && document.Name == name);

    public string Path(string file) => $"{Region}/{file}";
}
