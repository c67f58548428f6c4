using System.Diagnostics;
using EdgeVoice.AppHost.Orchestration;

namespace EdgeVoice.AppHost.Postgres;

/// <summary>Runs a short program to its end.</summary>
internal static class Tool
{
    /// <summary>One that takes a while and must not outlive this process; it gets no input.</summary>
    public static Task<(int ExitCode, string Output)> RunGuardedAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) => OperatingSystem.IsWindows()
        ? RunAsync(command, "", cancellationToken)
        : RunAsync(["/bin/sh", "-c", Script.Read("guarded.sh"), "guarded", .. command], input: null, cancellationToken);

    /// <param name="input">What it reads; nothing for an input that stays open as long as this process lives.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        try
        {
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
                process.StandardInput.Close();
            }
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells.
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, $"{await output}{await error}".Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
