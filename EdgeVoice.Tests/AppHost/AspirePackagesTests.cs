using EdgeVoice.Tests.AspireLocal;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost;

/// <summary>What the stand-in promises, asked of Aspire itself: the same source compiles and writes the same files.</summary>
public sealed class AspirePackagesTests(AspirePackagesBuild build) : IClassFixture<AspirePackagesBuild>
{
    [Fact]
    public void Build_AgainstAspiresOwnPackages_Succeeds() => build.RequireSuccess();

    [Fact]
    public async Task Manifest_ByAspireItself_IsTheCheckedInOne()
    {
        build.RequireSuccess();
        using var folder = new TemporaryFolder();
        // Beside the checked-in one, since paths in a manifest are relative to it.
        var path = RepositoryRoot.Combine("aspire-manifest.by-aspire.json");
        try
        {
            using var host = new AppHostProcess(AspirePackagesBuild.Assembly, folder, "--publisher", "manifest", "--output-path", path);

            Assert.True(await host.ExitCodeAsync() == 0, string.Join('\n', host.Lines));
            Assert.Equal(await File.ReadAllTextAsync(RepositoryRoot.Combine("aspire-manifest.json")), await File.ReadAllTextAsync(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Fleet_PublishedByAspireItself_IsOursByteForByte()
    {
        build.RequireSuccess();
        using var folder = new TemporaryFolder();
        string[] publish = ["--operation", "publish", "--step", "publish", "--output-path"];
        // Aspire asks for the value of every parameter, also of those that publish does not need.
        string[] values = ["openai-api-key", "tunnel-token-us-east", "tunnel-token-us-west", "tunnel-token-eu-central"];
        using var ours = new AppHostProcess(folder, [.. publish, folder.Combine("ours")]);
        using var aspires = new AppHostProcess(AspirePackagesBuild.Assembly, folder, [.. publish, folder.Combine("aspires"), .. values.Select(name => $"--Parameters:{name}=unused")]);

        Assert.True(await ours.ExitCodeAsync() == 0, string.Join('\n', ours.Lines));
        Assert.True(await aspires.ExitCodeAsync() == 0, string.Join('\n', aspires.Lines));
        Assert.Equal(Files(folder.Combine("ours")), Files(folder.Combine("aspires")));
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText), StringComparer.Ordinal);
}
