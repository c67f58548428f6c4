using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.Tests.AppHost.Orchestration;

/// <summary>When a run counts as ready, on Aspire's own orchestrator.</summary>
public sealed class ReadyReportTests
{
    [Fact]
    public async Task Ready_ComesOnlyWhenWhatRunsIsHealthyToo()
    {
        var healthy = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        await using var application = new RunningApplication();
        application.Builder.Services.AddHealthChecks().AddCheck("worker-check", () =>
        {
            asked.TrySetResult();
            return healthy.Task.IsCompleted ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("it warms up");
        });
        application.Builder.AddExecutable("worker", "node", "/tmp", "-e", "setInterval(() => {}, 1e6)").WithHealthCheck("worker-check");
        await application.StartAsync();
        var ready = application.Application.Services.GetRequiredService<ReadyReport>().Ready;

        await asked.Task.WaitAsync(RunningApplication.Limit());
        Assert.False(ready.IsCompleted);

        healthy.SetResult();
        await ready.WaitAsync(RunningApplication.Limit());
    }

    [Fact]
    public async Task Ready_OneCouldNotBeStarted_ComesWhenItRuns()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Combine("program");
        await using var application = new RunningApplication();
        application.Builder.AddExecutable("well", "node", "/tmp", "-e", "setInterval(() => {}, 1e6)");
        application.Builder.AddExecutable("late", program, "/tmp");
        await application.StartAsync();
        var ready = application.Application.Services.GetRequiredService<ReadyReport>().Ready;
        await application.Notifications.WaitForResourceAsync("well", KnownResourceStates.Running, RunningApplication.Limit());
        await application.Notifications.WaitForResourceAsync("late", KnownResourceStates.FailedToStart, RunningApplication.Limit());
        Assert.False(ready.IsCompleted);

        await File.WriteAllTextAsync(program, "#!/bin/sh\nexec sleep 1000\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.False(ready.IsCompleted);
        Assert.True((await application.Application.ResourceCommands.ExecuteCommandAsync("late", KnownResourceCommands.StartCommand, RunningApplication.Limit())).Success);

        await ready.WaitAsync(RunningApplication.Limit());
    }
}
