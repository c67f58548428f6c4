using System.Diagnostics;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>A command given to a running AppHost as an operator gives it.</summary>
internal static class AppHostCommand
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(AppHostProcess appHost, string resource, string command)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", AppHostProcess.Assembly, "--command", resource, command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryRoot.Path,
            Environment = { ["EdgeVoice__StateDirectory"] = appHost.StateDirectory },
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(s_limit);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{resource} {command} ended with {process.ExitCode}: {await output}{await error}");
    }
}
