using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>What several agreements read from a region's files.</summary>
internal static class CellFacts
{
    public const string Terraform = "global/cloudflare.tf.json";

    public static FirewallRule[] Firewall(PublishedFleet fleet, FleetCell cell) => [.. FirewallRules.Of(fleet.Document(cell.Path("firewall.json")))];

    public static IEnumerable<FirewallRule> PublicOpenings(PublishedFleet fleet, FleetCell cell) =>
        Firewall(fleet, cell).Where(rule => rule.Direction == "inbound" && rule.IsPublic && rule.Protocol is ("tcp" or "udp"));

    /// <summary>The ConfigMap with LiveKit's configuration, and what stands in it.</summary>
    public static (FleetDocument Document, JsonNode Config)? LiveKit(FleetCell cell)
    {
        foreach (var map in cell.OfKind("ConfigMap").Where(map => map.Namespace == "livekit" && map.Node.Text("data", "config.yaml") is not null))
        {
            try
            {
                if (YamlText.Parse(map.Node.Text("data", "config.yaml")!) is [var config])
                {
                    return (map, config);
                }
            }
            catch (FormatException)
            {
                // As good as none: each rule that needs it says so.
            }
        }

        return null;
    }

    /// <summary>LiveKit's UDP ports, in either mode.</summary>
    public static (long First, long Last)? MediaPorts(JsonNode config) => config.At("rtc") switch
    {
        var rtc when rtc.Number("port_range_start") is { } first && rtc.Number("port_range_end") is { } last => (first, last),
        var rtc when rtc.Number("udp_port") is { } port => (port, port),
        _ => null,
    };

    public static FleetDocument? Workload(FleetCell cell, string app) => cell.Workloads.FirstOrDefault(workload => Rules.Labels.OfPods(workload).GetValueOrDefault("app") == app);

    /// <summary>The value that a variable has in a workload's first container that sets it.</summary>
    public static string? Variable(FleetDocument? workload, string name) => workload?.Containers
        .SelectMany(container => container.Items("env")).FirstOrDefault(variable => variable.Text("name") == name)?.Text("value");

    public static long? NumberVariable(FleetDocument? workload, string name) => long.TryParse(Variable(workload, name), out var number) ? number : null;

    public static IEnumerable<KeyValuePair<string, JsonNode>> Servers(FleetCell cell) => cell.Servers.Where(pair => IsServer(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal);

    public static bool IsServer(string file) => Path.GetFileName(file).StartsWith("config.server-", StringComparison.Ordinal);

    public static string Range(long first, long last) => first == last ? FormattableString.Invariant($"{first}") : FormattableString.Invariant($"{first}-{last}");
}
