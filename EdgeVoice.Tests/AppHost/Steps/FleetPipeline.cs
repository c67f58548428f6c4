using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.AppHost.Resources;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.AppHost.Steps;

/// <summary>Runs one step of the AppHost's pipeline in this process.</summary>
internal static class FleetPipeline
{
    /// <returns>What the steps said, line by line.</returns>
    /// <exception cref="DistributedApplicationException">The step failed; the message is its own.</exception>
    public static async Task<string[]> RunAsync(string step, string output, params string[] arguments)
    {
        await using var application = new RunningApplication(["--operation", "publish", "--step", step, "--output-path", output, .. arguments]);
        var reporter = new RecordingReporter();
        application.Builder.Services.AddSingleton<IPipelineActivityReporter>(reporter);
        var failures = new FailureRecorder();
        application.Builder.Services.AddSingleton<ILoggerProvider>(failures);
        application.Builder.AddK3sFleet(EdgeVoiceSettings.Read(application.Builder));
        await application.Application.RunAsync(RunningApplication.Limit());
        if (failures.First is { } exception)
        {
            throw Innermost(exception);
        }

        return [.. reporter.Lines];
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
