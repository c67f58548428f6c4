using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost;

/// <summary>The AppHost, unchanged, built once against Aspire's own packages, beside the ordinary build.</summary>
public sealed partial class AspirePackagesBuild : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(6);

    private int _exitCode;

    public static string Assembly => Path.Combine(Artifacts, "bin", "EdgeVoice.AppHost", "debug", "EdgeVoice.AppHost.dll");

    public string Output { get; private set; } = "";

    // Kept between runs, as an ordinary build is: only the first one takes long.
    private static string Artifacts => RepositoryRoot.Combine("obj", "aspire-packages");

    public async ValueTask InitializeAsync()
    {
        using var limit = new CancellationTokenSource(s_limit);
        string[] arguments = ["build", "EdgeVoice.AppHost", "-p:UseAspirePackages=true", "--artifacts-path", Artifacts, "-v", "quiet", "-clp:NoSummary", "-nodeReuse:false", "-p:UseSharedCompilation=true"];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Output = string.Join('\n', texts);
        _exitCode = process.ExitCode;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Fails when the build failed; skips when all that was wrong is that the packages cannot be had.</summary>
    public void RequireSuccess()
    {
        var errors = Output.Split('\n').Where(line => line.Contains(" error ", StringComparison.Ordinal)).ToArray();
        Assert.SkipWhen(errors.Length > 0 && errors.All(line => CannotBeHad().IsMatch(line)), "Aspire's packages cannot be restored here");
        Assert.True(_exitCode == 0, Output);
    }

    // NU1101: no such package; NU1102: no such version; NU1301: no registry; MSB4236 and its explanations: no such SDK.
    [GeneratedRegex(@"NU1101|NU1102|NU1301|MSB4236|resolve SDK|SDK resolver|Unable to find package|version\(s\) in|Unable to load the service index")]
    private static partial Regex CannotBeHad();
}
