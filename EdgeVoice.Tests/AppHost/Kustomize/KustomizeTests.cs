using System.Diagnostics;
using System.Text.Json.Nodes;
using EdgeVoice.AppHost.K3s;
using EdgeVoice.AppHost.Publication;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.Kustomize;

/// <summary>
/// What the real kustomize makes of a region is what its files say, object by object. So applying the files one after another, as deploy does,
/// and applying the kustomization come to the same.
/// </summary>
public sealed class KustomizeTests
{
    public static TheoryData<string, string[]> Fleets => Verification.FleetVerificationTests.Fleets;

    [Theory]
    [MemberData(nameof(Fleets))]
    public async Task Kustomization_OfEveryRegion_IsItsFiles(string name, string[] settings)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "kubectl"))), "kubectl is not on PATH.");
        using var folder = new TemporaryFolder();
        IReadOnlyList<PublishedFile> files = PublishedFleets.Render(settings);
        new PublishedFolder(folder.Combine("out")).Replace(files);

        foreach (var cell in PublishedFleet.Of(files).Cells)
        {
            var built = YamlText.Parse(await BuildAsync(Path.Combine(folder.Combine("out"), cell.Region)));

            Assert.Equal(Spell(cell.Documents.Select(document => document.Node)), Spell(built));
        }

        Assert.NotEmpty(name);
    }

    private static string[] Spell(IEnumerable<JsonNode> documents) => [.. documents.Select(document => Sorted(document)!.ToJsonString()).Order(StringComparer.Ordinal)];

    // kustomize sorts fields.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static async Task<string> BuildAsync(string folder)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var process = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, texts[1]);
        return texts[0];
    }
}
