using System.Globalization;
using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>Whoever is stopped before its drain is over cuts calls; whoever cannot give up its ports before its successor starts blocks the rollout.</summary>
internal sealed class DrainRule() : PerCellRule("drain", "every drain ends before its pod is killed and its rollout is given up; pods with host ports do not surge")
{
    private const int DefaultGrace = 30;
    private const int DefaultDeadline = 600;

    private static readonly string[] s_drains = ["Agent__DrainSeconds", "Gateway__DrainSeconds"];

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell) => cell.Workloads.SelectMany(Check);

    private static IEnumerable<Finding> Check(FleetDocument workload)
    {
        var grace = workload.PodSpec.Number("terminationGracePeriodSeconds") ?? DefaultGrace;
        foreach (var container in workload.Containers)
        {
            var pause = container.Number("lifecycle", "preStop", "sleep", "seconds") ?? 0;
            var drain = s_drains.Select(name => container.Items("env").FirstOrDefault(variable => variable.Text("name") == name).Text("value"))
                .Append(Argument(container, "--grace-period")?.TrimEnd('s')).Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0).Max();
            if (drain > 0 && drain + pause >= grace)
            {
                yield return Found(workload, FormattableString.Invariant($"{container.Text("name")} drains {drain} s after a pause of {pause} s, and is killed after {grace} s"));
            }
        }

        if (workload.Kind != "Deployment")
        {
            yield break;
        }

        if ((workload.Node.Number("spec", "progressDeadlineSeconds") ?? DefaultDeadline) <= grace)
        {
            yield return Found(workload, FormattableString.Invariant($"its rollout is given up before its old pods may take {grace} s to stop"));
        }

        var hasHostPorts = workload.PodSpec.Flag("hostNetwork") == true || workload.Containers.SelectMany(container => container.Items("ports")).Any(port => port.Number("hostPort") is not null);
        if (hasHostPorts && workload.Node.Text("spec", "strategy", "type") != "Recreate" && workload.Node.Number("spec", "strategy", "rollingUpdate", "maxSurge") != 0)
        {
            yield return Found(workload, "has the host's ports and a surge: the new pod can never bind what the old one holds");
        }
    }

    private static string? Argument(JsonNode container, string name)
    {
        var arguments = container.Texts("args").ToArray();
        return Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }
}
