using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.AppHost.Resources.Regions;

/// <summary>A region is as healthy as its gateway says, which is what the edge goes by.</summary>
internal sealed class RegionHealthCheck(RegionClient client, RegionMembers members) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await client.GetAsync<JsonElement>($"{members.GatewayUrl}/healthz/realtime", cancellationToken) switch
        {
            null => HealthCheckResult.Unhealthy("its gateway does not answer"),
            { Status: 200 } => HealthCheckResult.Healthy(),
            { Body: var body } => HealthCheckResult.Unhealthy(Reason(body)),
        };

    private static string Reason(JsonElement report)
    {
        if (report.TryGetProperty("draining", out var draining) && draining.ValueKind == JsonValueKind.True)
        {
            return "draining";
        }

        var failing = report.TryGetProperty("parts", out var parts)
            ? parts.EnumerateObject().Where(part => part.Value.TryGetProperty("state", out var state) && state.GetString() is not ("ok" or "healthy")).Select(part => part.Name)
            : [];
        return $"not healthy: {string.Join(", ", failing)}";
    }
}
