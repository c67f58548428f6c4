using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeVoice.Dashboard.Api;

internal static class RegionHealth
{
    /// <param name="reports">The region's agents reported lately.</param>
    /// <param name="silentSeconds">Since they last did; null when they never have.</param>
    public static (string Health, IReadOnlyList<string> Reasons) Of(string region, bool reports, long? silentSeconds, bool draining, ProviderNow[] providers, JsonObject[] resources)
    {
        List<string> reasons = [];
        var parts = resources.Where(resource => Text(resource, "name").Contains($"-{region}", StringComparison.Ordinal)).ToArray();
        foreach (var part in parts.Where(part => Text(part, "health") is "unhealthy" or "degraded" || Text(part, "state") is "Exited" or "FailedToStart" or "Stopped"))
        {
            reasons.Add($"{Text(part, "name")} is {(Text(part, "health") is { Length: > 0 } health and not "healthy" ? health : Text(part, "state").ToLowerInvariant())}");
        }

        foreach (var provider in providers.Where(provider => provider.State == "failing"))
        {
            reasons.Add($"provider {provider.Name} fails");
        }

        if (draining)
        {
            reasons.Add("takes no new calls");
        }

        if (!reports && silentSeconds is { } silent)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"no telemetry for {silent} s"));
        }

        var agents = parts.Where(part => Text(part, "name").StartsWith("agent-", StringComparison.Ordinal)).ToArray();
        var down = (agents.Length > 0 && agents.All(agent => Text(agent, "health") == "unhealthy" || Text(agent, "state") is "Exited" or "FailedToStart" or "Stopped")) || (!reports && silentSeconds is not null);
        return (down ? "down" : reasons.Count > 0 ? "degraded" : reports || parts.Length > 0 ? "healthy" : "unknown", reasons);
    }

    private static string Text(JsonObject resource, string name) => resource[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
