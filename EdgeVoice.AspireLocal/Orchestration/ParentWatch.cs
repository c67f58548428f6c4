using Microsoft.Extensions.Hosting;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Stops the application when the <c>dotnet run</c> that started it is gone without a word.</summary>
internal sealed class ParentWatch(IHostApplicationLifetime lifetime, ResourceConsole console, TimeProvider time) : BackgroundService
{
    // A killed parent is noticed well within the two seconds that a person gives it.
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var parent = Posix.ParentProcessId();
        if (!IsDotnetRun(parent))
        {
            return;
        }

        using var timer = new PeriodicTimer(s_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Posix.ParentProcessId() != parent)
            {
                console.WriteLine("dotnet run is gone: stopping");
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
            return Path.GetFileName(command[0]) == "dotnet" && command.Any(word => word is "run" or "watch" or "test");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
