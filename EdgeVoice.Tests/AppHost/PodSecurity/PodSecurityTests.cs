using System.Diagnostics;
using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Publication;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.Tests.AppHost.K3s;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.PodSecurity;

/// <summary>Monokle's opinion of every pod, at the level "restricted". What it finds is listed in exceptions.json with its reason; nothing else may be found, and nothing there may be stale.</summary>
public sealed class PodSecurityTests
{
    private const int RulesOfTheLevel = 17;

    [Fact]
    public async Task Pods_AreRestricted_ButForThoseThatNeedTheHost()
    {
        using var folder = new TemporaryFolder();
        var files = PublishedFleets.Render(FleetUnderTest.Everything);
        new PublishedFolder(folder.Combine("out")).Replace(files);
        var paths = files.Where(file => file.Path.EndsWith(".yaml", StringComparison.Ordinal) && (file.Path.Contains("/manifests/", StringComparison.Ordinal) || file.Path.StartsWith("options/", StringComparison.Ordinal)))
            .Select(file => Path.Combine(folder.Combine("out"), file.Path));

        var lines = (await RunAsync(paths)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();

        Assert.Equal(RulesOfTheLevel, (int)lines[0]["rules"]!);
        Assert.True((int)lines[0]["resources"]! > 100);
        var found = lines.Skip(1).Select(line => $"{line.Text("kind")} {line.Text("namespace")}/{line.Text("name")}: {line.Text("rule")}").Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Exceptions(), found);
    }

    private static IEnumerable<string> Exceptions() => JsonNode.Parse(File.ReadAllText(RepositoryRoot.Combine("EdgeVoice.Tests", "AppHost", "PodSecurity", "exceptions.json")))!.AsArray()
        .SelectMany(entry => entry.Texts("rules").Select(rule =>
        {
            Assert.True(entry.Text("reason") is { Length: > 20 }, $"{entry.Text("name")} is not justified");
            return $"{entry.Text("kind")} {entry.Text("namespace")}/{entry.Text("name")}: {rule}";
        }))
        .Order(StringComparer.Ordinal);

    private static async Task<string> RunAsync(IEnumerable<string> files)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var start = new ProcessStartInfo("node", [RepositoryRoot.Combine("EdgeVoice.Tests", "AppHost", "PodSecurity", "pod-security.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(string.Join('\n', files).AsMemory(), limit.Token);
        process.StandardInput.Close();
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, texts[1]);
        return texts[0];
    }
}
