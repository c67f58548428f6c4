using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace EdgeVoice.AppHost.Rollout;

/// <summary>kubectl as found on PATH. A call that takes longer than its limit is ended with its children.</summary>
internal sealed class Kubectl(string program = "kubectl") : IKubectl
{
    private const int LinesOfAProblem = 5;

    public async Task<KubectlResult> RunAsync(KubectlCommand command, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(stop.Token);
            var error = process.StandardError.ReadToEndAsync(stop.Token);
            await WriteInputAsync(process, command.Input, stop.Token);
            await process.WaitForExitAsync(stop.Token);
            return new KubectlResult(await output, process.ExitCode == 0 ? "" : Problem(process.ExitCode, await error));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new KubectlResult("", string.Create(CultureInfo.InvariantCulture, $"no answer within {limit.TotalSeconds:0} s"));
        }
        finally
        {
            End(process);
        }
    }

    private Process Start(KubectlCommand command)
    {
        var start = new ProcessStartInfo(program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new DistributedApplicationException($"'{program}' cannot be started ({exception.Message}): install kubectl and put it on PATH.", exception);
        }
    }

    private static async Task WriteInputAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells why.
        }
    }

    private static string Problem(int exitCode, string error)
    {
        var lines = error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 0 ? string.Join(" | ", lines.TakeLast(LinesOfAProblem)) : string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}");
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended meanwhile.
        }
    }
}
