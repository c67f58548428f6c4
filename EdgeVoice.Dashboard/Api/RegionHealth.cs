using System.Globalization;

namespace EdgeVoice.Dashboard.Api;

/// <summary>What a region's own telemetry says about it; its processes and their health are Aspire's to show.</summary>
internal static class RegionHealth
{
    /// <param name="reports">The region's agents reported lately.</param>
    /// <param name="silentSeconds">Since they last did; null when they never have.</param>
    public static (string Health, IReadOnlyList<string> Reasons) Of(bool reports, long? silentSeconds, bool draining, ProviderNow[] providers)
    {
        List<string> reasons = [.. providers.Where(provider => provider.State == "failing").Select(provider => $"provider {provider.Name} fails")];
        if (draining)
        {
            reasons.Add("takes no new calls");
        }

        if (!reports && silentSeconds is { } silent)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"no telemetry for {silent} s"));
            return ("down", reasons);
        }

        return (reasons.Count > 0 ? "degraded" : reports ? "healthy" : "unknown", reasons);
    }
}
