using System.Globalization;
using Aspire.Hosting.Pipelines;
using EdgeVoice.AppHost.Publication;
using EdgeVoice.AppHost.Rollout;
using EdgeVoice.AppHost.Verification;
using EdgeVoice.AppHost.Verification.Documents;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AppHost.Steps;

/// <summary>Applies a published folder to the cells, one after another. Shows what it would do unless <c>--apply true</c> is given.</summary>
internal static class ApplyStep
{
    public const string Name = "deploy-k3s";

    private const string Database = "postgres";

    /// <exception cref="DistributedApplicationException">The folder is not right, a switch is wrong, or a step in a cell failed.</exception>
    public static async Task RunAsync(PipelineStepContext context, StepSwitches switches)
    {
        var folder = switches.Output;
        var fleet = PublishedFleet.Read(folder);
        RefuseBroken(fleet, folder, switches);
        var cells = Cells(fleet, switches.Text("cells"));
        var plan = DeployPlan.Of(fleet, folder, cells, region => switches.Text($"context:{region}") ?? $"edgevoice-{region}");
        var secrets = new SecretValues(switches.FullPath("secrets"), Environment.GetEnvironmentVariables());
        void Tell(string line) => context.ReportingStep.Log(LogLevel.Information, line);
        if (!switches.Flag("apply"))
        {
            foreach (var line in DryRun.Lines(plan, secrets))
            {
                Tell(line);
            }

            return;
        }

        using var state = DeployState.Open(DeployState.PathOf(folder), FileSums.Sum(File.ReadAllBytes(Path.Combine(folder, FileSums.Name))));
        await new DeployRun(new Kubectl(switches.Text("kubectl") ?? "kubectl"), state, secrets, TimeProvider.System, Tell).RunAsync(plan, context.CancellationToken);
        context.Summary.Add("Deployed", string.Create(CultureInfo.InvariantCulture, $"{plan.Count} steps in {string.Join(", ", cells)}"));
    }

    private static void RefuseBroken(PublishedFleet fleet, string folder, StepSwitches switches)
    {
        var broken = FleetVerification.Check(fleet, switches.Schemas()).Where(result => !result.Holds).ToArray();
        if (broken.Length > 0)
        {
            throw new DistributedApplicationException(
                $"{folder} is not deployed, rules are broken: {string.Join("; ", broken.Select(result => $"{result.Rule.Name} ({result.Findings[0]})"))}. --step verify tells more.");
        }
    }

    private static string[] Cells(PublishedFleet fleet, string? wanted)
    {
        var known = fleet.Cells.Select(cell => cell.Region).ToArray();
        var cells = wanted?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? HomeFirst(fleet);
        return cells.Except(known).FirstOrDefault() is { } unknown
            ? throw new DistributedApplicationException($"--cells names '{unknown}'. Cells in this folder: {string.Join(", ", known)}.")
            : cells;
    }

    // The other cells' gateways and agents reach the database of this one.
    private static string[] HomeFirst(PublishedFleet fleet) =>
        [.. fleet.Cells.OrderByDescending(cell => cell.OfKind("StatefulSet").Any(set => set.Name == Database)).Select(cell => cell.Region)];
}
