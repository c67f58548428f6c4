namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>Ends the process when LiveKit's client core panicked, so that a supervisor starts a sound one.</summary>
internal sealed partial class NativePanicExit(FfiClient client, JobTable jobs, IHostApplicationLifetime lifetime, ILogger<NativePanicExit> logger) : IHostedService
{
    /// <summary>EX_SOFTWARE of sysexits.h.</summary>
    private const int ExitCode = 70;

    // Journals and traces may be written; the rooms are lost already.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        client.Panicked += OnPanicked;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        client.Panicked -= OnPanicked;
        return Task.CompletedTask;
    }

    private void OnPanicked(string message)
    {
        LogExit(ExitCode);
        Environment.ExitCode = ExitCode;
        jobs.Close();
        jobs.CancelAll();
        lifetime.StopApplication();
        // A stop that waits for the dead core must not keep the process.
        using var stopped = new ManualResetEventSlim();
        using var registration = lifetime.ApplicationStopped.Register(stopped.Set);
        if (!stopped.Wait(s_limit))
        {
            Environment.Exit(ExitCode);
        }
    }

    [LoggerMessage(EventId = 130, Level = LogLevel.Critical, Message = "The process ends with code {ExitCode}")]
    private partial void LogExit(int exitCode);
}
