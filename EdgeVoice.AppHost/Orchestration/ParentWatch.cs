using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AppHost.Orchestration;

/// <summary>Stops the application when the <c>dotnet run</c> that started it is gone without a word.</summary>
internal sealed partial class ParentWatch(IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ParentWatch> logger) : BackgroundService
{
    // A killed parent is noticed well within the two seconds that a person gives it.
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (OperatingSystem.IsWindows() || ParentProcessId() is var parent && !IsDotnetRun(parent))
        {
            return;
        }

        using var timer = new PeriodicTimer(s_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (ParentProcessId() != parent)
            {
                LogGone();
                lifetime.StopApplication();
                return;
            }
        }
    }

    private static bool IsDotnetRun(int processId)
    {
        try
        {
            var command = File.ReadAllText($"/proc/{processId}/cmdline").Split('\0');
            return Path.GetFileName(command[0]) == "dotnet" && command.Any(word => word is "run" or "watch");
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentProcessId();

    [LoggerMessage(Level = LogLevel.Warning, Message = "dotnet run is gone: everything is stopped")]
    private partial void LogGone();
}
