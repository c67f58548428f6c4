using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Rollout;

/// <summary>Whether a cell takes calls, asked through its API server: needs neither DNS nor Cloudflare, which may come later.</summary>
internal static class HealthGate
{
    /// <summary>What Cloudflare's monitor asks too.</summary>
    public const string RealtimePath = "/healthz/realtime";

    private const string Gateway = "gateway";

    /// <summary>The address below the API server, or null when the cell has no gateway.</summary>
    public static string? PathOf(PublishedFleet fleet, FleetCell cell) => cell.OfKind("Service").FirstOrDefault(service => service.Name == Gateway) is { } gateway
        && gateway.Node.Items("spec", "ports").FirstOrDefault().Number("port") is { } port
        ? FormattableString.Invariant($"/api/v1/namespaces/{gateway.Namespace}/services/{Gateway}:{port}/proxy{MonitorPath(fleet)}")
        : null;

    private static string MonitorPath(PublishedFleet fleet) => fleet.Document("global/cloudflare.tf.json")
        .At("resource", "cloudflare_load_balancer_monitor") is System.Text.Json.Nodes.JsonObject { Count: > 0 } monitors
        ? monitors.First().Value.Text("path") ?? RealtimePath
        : RealtimePath;
}
