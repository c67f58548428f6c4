using EdgeVoice.AppHost.K3s.Settings;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>A schedule is a string for every schema; the API server reads it.</summary>
internal sealed class ScheduleRule() : PerCellRule("schedules", "every CronJob's schedule is one that the API server takes")
{
    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        foreach (var job in cell.OfKind("CronJob"))
        {
            var schedule = job.Node.Text("spec", "schedule") ?? "";
            if (CronExpression.Error(schedule) is { } error)
            {
                yield return Found(job, $"schedule is '{schedule}': {error}");
            }
        }
    }
}
