using System.Globalization;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost;

public sealed class AppHostTests
{
    [Theory]
    [InlineData("--EdgeVoice:Regions=us-east,mars", "error: EdgeVoice:Regions names 'mars'. Known regions: us-east, us-west, eu-central.")]
    [InlineData("--EdgeVoice:Slots=none", "error: EdgeVoice:Slots is 'none': it must be a number from 1 to 10000.")]
    [InlineData("--EdgeVoice:Ports:Random=perhaps", "error: EdgeVoice:Ports:Random is 'perhaps': it must be true or false.")]
    public async Task Setting_Wrong_IsNamedAndEndsTheRun(string argument, string message)
    {
        using var folder = new TemporaryFolder();
        using var host = new AppHostProcess(folder, argument);

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Equal(message, Assert.Single(host.Lines));
    }

    [Theory]
    [InlineData("--publisher", "manifest")]
    [InlineData("--operation", "publish", "--step", "publish-manifest")]
    public async Task Manifest_IsTheCheckedInOne(params string[] args)
    {
        using var folder = new TemporaryFolder();
        var path = RepositoryRoot.Combine($"aspire-manifest.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.json");
        try
        {
            using var host = new AppHostProcess(folder, [.. args, "--output-path", path]);

            Assert.Equal(0, await host.ExitCodeAsync());
            Assert.Equal(await File.ReadAllTextAsync(RepositoryRoot.Combine("aspire-manifest.json")), await File.ReadAllTextAsync(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Publish_StepUnknown_IsNamed()
    {
        using var folder = new TemporaryFolder();
        using var host = new AppHostProcess(folder, "--operation", "publish", "--step", "fly");

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Contains(host.Lines, line => line.Contains("'fly'", StringComparison.Ordinal));
    }
}
