using System.Diagnostics;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost;

/// <summary>The AppHost against Aspire's own packages: where they cannot be had, that must be the only thing that is wrong.</summary>
public sealed class AspirePackagesTests
{
    [Fact]
    public async Task Evaluate_WithAspirePackages_LacksNothingButTheSdk()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var start = new ProcessStartInfo("dotnet", ["msbuild", "EdgeVoice.AppHost.csproj", "-p:UseAspirePackages=true", "-getItem:ProjectReference", "-nodeReuse:false"])
        {
            WorkingDirectory = RepositoryRoot.Combine("EdgeVoice.AppHost"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        // Errors of an evaluation go to either, depending on what is asked for.
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        var output = string.Join('\n', texts);
        await process.WaitForExitAsync(limit.Token);

        Assert.DoesNotContain("AspireLocal", output, StringComparison.Ordinal);
        var errors = output.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).ToArray();
        Assert.True(process.ExitCode == 0 || errors.Any(line => line.Contains("MSB4236", StringComparison.Ordinal)), output);
        Assert.All(errors, line => Assert.Matches("Aspire\\.AppHost\\.Sdk|SDK resolver|resolve the SDK", line));
    }
}
