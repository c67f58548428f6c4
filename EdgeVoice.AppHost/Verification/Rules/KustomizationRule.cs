using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>What <c>kubectl kustomize</c> would stumble over, and what it would silently leave out.</summary>
internal sealed class KustomizationRule : IFleetRule
{
    private const string FileName = "kustomization.yaml";

    public string Name => "kustomizations";

    public string Promise => "every entry of a kustomization is there, every manifest of a region is in it, patches find their object";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        foreach (var file in fleet.Files.Where(file => file.Path.EndsWith($"/{FileName}", StringComparison.Ordinal)))
        {
            var folder = file.Path[..file.Path.LastIndexOf('/')];
            var node = fleet.Document(file.Path);
            var entries = node.Texts("resources").Concat(node.Texts("components")).ToArray();
            foreach (var entry in entries.Where(entry => !Exists(fleet, PublishedFleet.Resolve(folder, entry))))
            {
                yield return new Finding(file.Path, $"names {entry}, which is not there");
            }

            foreach (var twice in entries.GroupBy(entry => entry).Where(group => group.Count() > 1))
            {
                yield return new Finding(file.Path, $"names {twice.Key} twice");
            }

            var patches = node.Items("patches").Select(patch => patch.Text("path")).OfType<string>();
            foreach (var patch in patches.Where(patch => !fleet.Contains(PublishedFleet.Resolve(folder, patch))))
            {
                yield return new Finding(file.Path, $"names patch {patch}, which is not there");
            }
        }

        foreach (var cell in fleet.Cells)
        {
            var applied = cell.Documents.Select(document => document.File).ToHashSet();
            foreach (var path in fleet.Below(cell.Path("manifests")).Where(path => !applied.Contains(path)))
            {
                yield return new Finding(cell.Path(FileName), $"leaves out {path}");
            }
        }
    }

    private static bool Exists(PublishedFleet fleet, string path) => fleet.Contains(path) || fleet.Contains($"{path}/{FileName}");
}
