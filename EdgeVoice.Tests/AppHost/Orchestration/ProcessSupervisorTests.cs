using Aspire.Hosting;
using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Tests.AppHost.Orchestration;

/// <summary>Processes that end, on Aspire's own orchestrator.</summary>
public sealed class ProcessSupervisorTests
{
    [Fact]
    public async Task Process_EndsUnasked_IsStartedAgain()
    {
        await using var application = Create("console.log('up'); setInterval(() => {}, 1e6)");
        await application.StartAsync();
        await application.LineAsync("[worker] up");
        var first = await application.PidAsync("worker");

        Signals.Send(first, Signals.Kill);

        await application.LineAsync("[worker] ended with exit code");
        await application.LineAsync("[worker] up", skip: 1);
        Assert.NotEqual(first, await application.PidAsync("worker", skip: 1));
    }

    [Fact]
    public async Task Process_TakenDown_StaysDownUntilItIsRestored()
    {
        await using var application = Create("console.log('up'); setInterval(() => {}, 1e6)");
        await application.StartAsync();
        await application.LineAsync("[worker] up");

        Assert.Equal("worker is down until it is started", await RunAsync(application, ProcessCommands.Down));
        var supervisor = application.Application.Services.GetRequiredService<ProcessSupervisor>();
        Assert.True(supervisor.IsDown(application.Builder.Resources.Single(resource => resource.Name == "worker")));

        await RunAsync(application, ProcessCommands.Restore);
        await application.LineAsync("[worker] up", skip: 1);
        Assert.DoesNotContain(application.Lines, line => line.Contains("starts again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Process_CrashesOnStart_WaitsLongerEachTime()
    {
        await using var application = Create("process.exit(7)");
        await application.StartAsync();

        await application.LineAsync("[worker] ended with exit code 7; starts again in 0.5 s");
        await application.LineAsync("[worker] ended with exit code 7; starts again in 1 s");
        await application.LineAsync("[worker] ended with exit code 7; starts again in 2 s");
    }

    private static RunningApplication Create(string script)
    {
        var application = new RunningApplication();
        application.Builder.AddExecutable("worker", "node", "/tmp", "-e", script);
        return application;
    }

    private static async Task<string> RunAsync(RunningApplication application, string command)
    {
        var result = await application.Application.ResourceCommands.ExecuteCommandAsync("worker", command, RunningApplication.Limit());
        Assert.True(result.Success, result.Message);
        return result.Message ?? "";
    }
}
