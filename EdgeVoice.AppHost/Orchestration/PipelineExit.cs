using EdgeVoice.AppHost.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Runs the application to its end.</summary>
internal static class PipelineExit
{
    /// <summary>The exit code: a step that failed ends with 1 and one line. Aspire tells its CLI of it, and ends with 0 where there is none.</summary>
    public static int BuildAndRun(this IDistributedApplicationBuilder builder)
    {
        var failures = new FailureRecorder();
        builder.Services.AddSingleton<ILoggerProvider>(failures);
        builder.Build().Run();
        if (failures.First is not { } exception)
        {
            return 0;
        }

        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        Console.Error.WriteLine($"error: {exception.Message}");
        return 1;
    }
}
