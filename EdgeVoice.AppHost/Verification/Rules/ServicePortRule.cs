using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>A port's name that no container has makes a Service or a probe that never answers.</summary>
internal sealed class ServicePortRule() : PerCellRule("ports", "every port that a Service or a probe names is one of its containers'")
{
    private static readonly string[] s_probes = ["startupProbe", "readinessProbe", "livenessProbe"];

    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell)
    {
        foreach (var service in cell.OfKind("Service"))
        {
            var pods = cell.Workloads.Where(workload => workload.Namespace == service.Namespace && Labels.Contains(Labels.OfPods(workload), service.Node.Map("spec", "selector"))).ToArray();
            foreach (var port in service.Node.Items("spec", "ports"))
            {
                foreach (var workload in pods.Where(workload => !Has(workload.Containers.SelectMany(container => container.Items("ports")), port.At("targetPort") ?? port.At("port"), port.Text("protocol") ?? "TCP")))
                {
                    yield return Found(service, $"port {port.Text("name")} leads to {port.At("targetPort") ?? port.At("port")}, which no container of {workload.Identity} has");
                }
            }
        }

        foreach (var workload in cell.Workloads)
        {
            foreach (var container in workload.Containers)
            {
                foreach (var probe in s_probes.Where(probe => Port(container.At(probe)) is { } port && port.Text() is not null && !Has(container.Items("ports"), port, "TCP")))
                {
                    yield return Found(workload, $"{probe} of {container.Text("name")} asks port {Port(container.At(probe))}, which it does not have");
                }
            }
        }
    }

    private static JsonNode? Port(JsonNode? probe) => probe.At("httpGet", "port") ?? probe.At("tcpSocket", "port");

    private static bool Has(IEnumerable<JsonNode> ports, JsonNode? wanted, string protocol) => ports.Any(port =>
        (port.Text("protocol") ?? "TCP") == protocol && (wanted.Text() is { } name ? port.Text("name") == name : port.Number("containerPort") == wanted.Number()));
}
