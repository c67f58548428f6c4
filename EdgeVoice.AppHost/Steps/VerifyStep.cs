using System.Globalization;
using Aspire.Hosting.Pipelines;
using EdgeVoice.AppHost.Verification;
using EdgeVoice.AppHost.Verification.Documents;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AppHost.Steps;

/// <summary>Checks a published folder without a cluster and without the network.</summary>
internal static class VerifyStep
{
    public const string Name = "verify";

    /// <exception cref="DistributedApplicationException">There is no published folder, or a rule is broken.</exception>
    public static Task RunAsync(PipelineStepContext context, StepSwitches switches)
    {
        var results = FleetVerification.Check(PublishedFleet.Read(switches.Output), switches.Schemas());
        var width = results.Max(result => result.Rule.Name.Length);
        foreach (var result in results)
        {
            foreach (var line in VerifyReport.Lines(result, width))
            {
                context.ReportingStep.Log(LogLevel.Information, line);
            }
        }

        var broken = results.Where(result => !result.Holds).Select(result => result.Rule.Name).ToArray();
        return broken.Length == 0
            ? Task.CompletedTask
            : throw new DistributedApplicationException(string.Create(CultureInfo.InvariantCulture, $"{broken.Length} of {results.Count} rules are broken in {switches.Output}: {string.Join(", ", broken)}."));
    }
}
