using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace EdgeVoice.AppHost.Orchestration;

/// <summary>
/// Ends what the orchestrator leaves for more than a few seconds when this process is killed. It is a process of its own, since nothing
/// else is there to do it then. Windows ends a run's processes by itself.
/// </summary>
internal sealed class RunGuard : IHostedService, IDisposable
{
    private Process? _guard;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsWindows())
        {
            // Its input is this process's end of a pipe: the system closes it, however this process ends.
            _guard = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script.Read("run-guard.sh"), "run-guard", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardInput = true,
            });
        }

        return Task.CompletedTask;
    }

    // Asked to end, the orchestrator has done so itself.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _guard?.Kill(entireProcessTree: true);
        return Task.CompletedTask;
    }

    public void Dispose() => _guard?.Dispose();
}
