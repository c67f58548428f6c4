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
}
