using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.AppHost.K3s.Documents;
using EdgeVoice.AppHost.K3s.Host;
using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Options;
using EdgeVoice.AppHost.K3s.Secrets;
using EdgeVoice.AppHost.K3s.Yaml;

namespace EdgeVoice.AppHost.K3s;

/// <summary>Turns a fleet into files. Pure: no clock, no disk, no network; the same fleet gives the same bytes.</summary>
internal static class FleetRenderer
{
    /// <summary>Every file of the output folder, ordered by path.</summary>
    public static IReadOnlyList<PublishedFile> Render(Fleet fleet) =>
    [
        .. fleet.Cells.SelectMany(cell => Cell(fleet, cell))
            .Concat(Global(fleet))
            .Concat(OptionFiles.Of(fleet))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    private static IEnumerable<PublishedFile> Cell(Fleet fleet, Cell cell)
    {
        var manifests = CellManifests.Of(fleet, cell);
        var paths = manifests.Select(file => $"manifests/{file.Name}.yaml").ToArray();
        var secrets = RequiredSecrets.Of(fleet, cell, manifests.SelectMany(file => file.Manifests));
        return
        [
            .. HostFiles.Of(fleet, cell),
            .. manifests.Select(file => new PublishedFile($"{cell.Region}/manifests/{file.Name}.yaml", YamlText.Of(file.Manifests))),
            new($"{cell.Region}/kustomization.yaml", YamlText.Of(Kustomization.Cell(paths, OptionFiles.PathsOf(cell.Options)))),
            new($"{cell.Region}/{RequiredSecrets.FileName}", RequiredSecrets.ToJson(cell, secrets)),
            CellReadMe.Of(fleet, cell, paths, secrets),
        ];
    }

    private static IEnumerable<PublishedFile> Global(Fleet fleet) =>
    [
        new($"global/{CloudflareTerraform.FileName}", CloudflareTerraform.Write(fleet.Cloudflare)),
        new($"global/{ImageLock.FileName}", ImageLock.Write(fleet.Images)),
        GlobalReadMe.Of(fleet),
    ];
}
