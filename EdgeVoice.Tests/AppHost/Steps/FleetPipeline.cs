using Aspire.Hosting;
using EdgeVoice.AppHost.Resources;
using EdgeVoice.Tests.AspireLocal;

namespace EdgeVoice.Tests.AppHost.Steps;

/// <summary>Runs one step of the AppHost's pipeline in this process.</summary>
internal static class FleetPipeline
{
    /// <returns>What the step said, line by line, without its name.</returns>
    public static async Task<string[]> RunAsync(string step, string output, params string[] arguments)
    {
        await using var application = new RunningApplication(["--operation", "publish", "--step", step, "--output-path", output, .. arguments]);
        application.Builder.AddK3sFleet(EdgeVoiceSettings.Read(application.Builder));
        await application.Application.RunAsync(RunningApplication.Limit());
        return [.. application.Lines.Where(line => line.StartsWith('[')).Select(line => line[(line.IndexOf(']', StringComparison.Ordinal) + 2)..])];
    }
}
