using Aspire.Hosting.Pipelines;
using EdgeVoice.AppHost.Comparison;
using EdgeVoice.AppHost.Verification.Documents;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AppHost.Steps;

/// <summary>Says in words what a published folder changes over an earlier one.</summary>
internal static class DiffStep
{
    public const string Name = "diff";

    /// <exception cref="DistributedApplicationException">One of the folders is not given or holds no fleet.</exception>
    public static Task RunAsync(PipelineStepContext context, StepSwitches switches)
    {
        var earlier = switches.FullPath("against") ?? throw new DistributedApplicationException("--step diff needs --against DIR, an earlier output of publish.");
        var before = PublishedFleet.Read(earlier);
        var after = PublishedFleet.Read(switches.Output);
        var regions = before.Cells.Concat(after.Cells).Select(cell => cell.Region).Distinct().ToArray();
        foreach (var line in ChangeReport.Lines(FleetComparison.Compare(before, after), regions))
        {
            context.ReportingStep.Log(LogLevel.Information, line);
        }

        return Task.CompletedTask;
    }
}
