using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Rollout;

/// <summary>
/// What has to be done in which order, from the published files alone. Custom resources wait for their definitions, workloads for their
/// pods, and the next cell for the health of this one: whatever goes wrong, goes wrong in one region.
/// </summary>
internal static class DeployPlan
{
    private const string FieldManager = "edgevoice";

    private static readonly TimeSpan s_short = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(5);

    // Beyond a drain: a rollout may not be called failed while the old pod finishes its calls.
    private static readonly TimeSpan s_beyondDrain = TimeSpan.FromMinutes(10);

    private static readonly string[] s_rolled = ["Deployment", "DaemonSet", "StatefulSet"];

    /// <param name="fleet">What was published.</param>
    /// <param name="folder">Where it lies.</param>
    /// <param name="cells">Regions in the order in which they are taken.</param>
    /// <param name="context">The kubectl context of a region.</param>
    public static IReadOnlyList<DeployStep> Of(PublishedFleet fleet, string folder, IEnumerable<string> cells, Func<string, string> context) =>
        [.. cells.SelectMany(region => Of(fleet, folder, fleet.Cells.Single(cell => cell.Region == region), context(region)))];

    /// <summary>Asks a cluster which keys a Secret has; the values stay there.</summary>
    public static KubectlCommand KeysOf(KubectlCommand apply, RequiredSecret secret) =>
        new([.. Context(apply), "get", "secret", secret.Name, "--namespace", secret.Namespace, "--ignore-not-found", "--output", "go-template={{range $key, $value := .data}}{{$key}}{{\"\\n\"}}{{end}}"]);

    /// <summary>Changes some keys and keeps the others; applying would remove those that it does not name.</summary>
    public static KubectlCommand PatchOf(KubectlCommand apply, RequiredSecret secret) =>
        new([.. Context(apply), "patch", "secret", secret.Name, "--namespace", secret.Namespace, "--type", "merge", "--patch-file", "/dev/stdin"]);

    private static IEnumerable<string> Context(KubectlCommand command) => command.Arguments.Take(2);

    private static IEnumerable<DeployStep> Of(PublishedFleet fleet, string folder, FleetCell cell, string context)
    {
        DeployStep Step(string id, string description, TimeSpan limit, params string[] arguments) =>
            new(cell.Region, id, description, new KubectlCommand(["--context", context, .. arguments]), limit);

        yield return Step("reach", "API server answers", s_short, "get", "--raw", "/readyz") with { Waits = true, Always = true };
        yield return Step("namespaces", "namespaces", s_short, Apply("-")) is var namespaces
            ? namespaces with { Command = namespaces.Command with { Input = ListOf(cell.OfKind("Namespace")) } }
            : namespaces;
        foreach (var secret in RequiredSecrets.Of(fleet, cell.Region))
        {
            yield return Step($"secret {secret}", $"secret {secret}", s_short, Apply("-")) with { Secret = secret, Always = true };
        }

        foreach (var file in cell.Documents.GroupBy(document => document.File))
        {
            foreach (var definition in file.Select(document => CustomResources.DefinitionOf(document)).OfType<string>().Distinct())
            {
                yield return Step($"definition {definition} {file.Key}", $"wait for {definition}", s_start, "wait", "--for", "condition=Established", $"crd/{definition}", "--timeout", "60s") with { Waits = true };
            }

            yield return Step($"apply {file.Key}", $"apply {file.Key}", s_short, Apply(Path.Combine(folder, file.Key)));
            foreach (var chart in file.Where(document => document.Kind == "HelmChart"))
            {
                yield return Step($"chart {chart.Name}", $"wait for chart {chart.Name}", s_start, "wait", "--for", "condition=Complete", $"job/helm-install-{chart.Name}", "--namespace", chart.Namespace, "--timeout", "60s") with { Waits = true };
                if (chart.Node.Text("spec", "targetNamespace") is { } target)
                {
                    yield return Step($"chart {chart.Name} pods", $"wait for the pods of chart {chart.Name}", s_start, "wait", "--for", "condition=Available", "deployment", "--all", "--namespace", target, "--timeout", "60s") with { Waits = true };
                }
            }

            foreach (var job in file.Where(document => document.Kind == "Job"))
            {
                yield return Step($"job {job.Identity}", $"wait for {job.Identity}", s_beyondDrain, "wait", "--for", "condition=Complete", $"job/{job.Name}", "--namespace", job.Namespace, "--timeout", "60s") with { Waits = true };
            }

            foreach (var workload in file.Where(document => s_rolled.Contains(document.Kind)))
            {
                var limit = Drain(workload) + s_beyondDrain;
                yield return Step(
                    $"rollout {workload.Identity}", $"rollout of {workload.Identity}", limit,
                    "rollout", "status", $"{workload.Kind.ToLowerInvariant()}/{workload.Name}", "--namespace", workload.Namespace, "--timeout", FormattableString.Invariant($"{limit.TotalSeconds:0}s"));
            }
        }

        if (HealthGate.PathOf(fleet, cell) is { } path)
        {
            yield return Step("health", $"calls are taken ({HealthGate.RealtimePath})", s_start, "get", "--raw", path) with { Waits = true, Always = true };
        }
    }

    private static string[] Apply(string file) => ["apply", "--server-side", "--field-manager", FieldManager, "--filename", file];

    private static string ListOf(IEnumerable<FleetDocument> documents) => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["items"] = new JsonArray([.. documents.Select(document => document.Node.DeepClone())]),
    }.ToJsonString();

    private static TimeSpan Drain(FleetDocument workload) => TimeSpan.FromSeconds(workload.PodSpec.Number("terminationGracePeriodSeconds") ?? 30);
}
