using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Rollout;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>A monitor that asks for the wrong thing takes every region out, or none.</summary>
internal sealed class HealthPathRule : IFleetRule
{
    private const string Monitor = "cloudflare_load_balancer_monitor";
    private const string Gateway = "gateway";

    private static readonly string[] s_probes = ["livenessProbe", "readinessProbe"];

    public string Name => "health-path";

    public string Promise => $"Cloudflare asks {HealthGate.RealtimePath} over HTTPS, routes it to the gateway, and pods do not restart by it";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        var terraform = fleet.Document(CellFacts.Terraform);
        return Monitors(terraform).Concat(Routes(fleet, terraform)).Concat(Probes(fleet));
    }

    private static IEnumerable<Finding> Monitors(JsonNode? terraform)
    {
        if (terraform.At("resource", Monitor) is not JsonObject { Count: > 0 } monitors)
        {
            yield return new Finding(CellFacts.Terraform, "there is no monitor");
            yield break;
        }

        foreach (var (name, monitor) in monitors)
        {
            foreach (var (field, wanted) in new[] { ("path", HealthGate.RealtimePath), ("type", "https"), ("expected_codes", "200") })
            {
                if (monitor.Text(field) != wanted)
                {
                    yield return new Finding(CellFacts.Terraform, $"monitor {name}: {field} is '{monitor.Text(field)}', it must be '{wanted}'");
                }
            }
        }

        foreach (var (region, pool) in terraform.At("resource", "cloudflare_load_balancer_pool") as JsonObject ?? [])
        {
            if (!monitors.Any(monitor => pool.Text("monitor") == $"${{{Monitor}.{monitor.Key}.id}}"))
            {
                yield return new Finding(CellFacts.Terraform, $"the pool of {region} is watched by no monitor");
            }
        }
    }

    private static IEnumerable<Finding> Routes(PublishedFleet fleet, JsonNode? terraform)
    {
        foreach (var cell in fleet.Cells)
        {
            var host = terraform.At("resource", "cloudflare_load_balancer_pool", cell.Region).Items("origins").FirstOrDefault().Texts("header", "host").FirstOrDefault();
            var route = terraform.Items("resource", "cloudflare_zero_trust_tunnel_cloudflared_config", cell.Region, "config", "ingress").FirstOrDefault(route => route.Text("hostname") == host);
            var gateway = cell.OfKind("Service").FirstOrDefault(service => service.Name == Gateway);
            var wanted = gateway is null ? "" : FormattableString.Invariant($"http://{Gateway}.{gateway.Namespace}.svc.cluster.local:{gateway.Node.Items("spec", "ports").FirstOrDefault().Number("port")}");
            if (route.Text("service")?.Replace("local.:", "local:", StringComparison.Ordinal) != wanted)
            {
                yield return new Finding(CellFacts.Terraform, $"{host} of {cell.Region} is routed to '{route.Text("service")}', the gateway is '{wanted}'");
            }
        }
    }

    // The path follows the provider and the slots: an outage or a full region must not end what still works.
    private static IEnumerable<Finding> Probes(PublishedFleet fleet) =>
        from cell in fleet.Cells
        from workload in cell.Workloads
        from container in workload.Containers
        from probe in s_probes
        where container.Text(probe, "httpGet", "path") == HealthGate.RealtimePath
        select new Finding(workload.File, $"{workload.Identity}: {probe} asks {HealthGate.RealtimePath}, which fails while the provider is down");
}
