using EdgeVoice.CloudflareEmulator.Definition;

namespace EdgeVoice.CloudflareEmulator.Steering;

/// <summary>Cloudflare's rules: session affinity, then the area's pools in order, then the fallback pool whatever its health.</summary>
internal sealed class Steerer(LoadBalancerDefinition balancer)
{
    /// <param name="area">Cloudflare area in which the caller is.</param>
    /// <param name="affinity">Pool that the caller's cookie names, if any.</param>
    /// <param name="health">Health of each pool.</param>
    public SteeringDecision Decide(string area, string? affinity, Func<string, PoolHealth> health)
    {
        Candidate[] candidates = [.. balancer.PoolsFor(area).Select(pool => new Candidate(pool, health(pool)))];
        string[] usable = [.. candidates.Where(candidate => Takes(candidate.Health)).Select(candidate => candidate.Pool)];
        if (affinity is not null && Takes(health(affinity)))
        {
            return new([affinity, .. FailoverFrom(usable, affinity)], candidates, $"stays with {affinity} by its cookie", SetCookie: false);
        }

        if (usable.Length == 0)
        {
            return new([balancer.FallbackPool], candidates, $"no pool for {area} is healthy: fallback pool", SetCookie: false);
        }

        var first = usable[0];
        var skipped = candidates.TakeWhile(candidate => candidate.Pool != first).Select(candidate => $"{candidate.Pool} is {Word(candidate.Health)}").ToArray();
        var reason = skipped.Length == 0 ? $"first in the list of {area}" : $"next in the list of {area}: {string.Join(", ", skipped)}";
        return new([first, .. FailoverFrom(usable, first)], candidates, reason, balancer.CookieAffinity);
    }

    private static bool Takes(PoolHealth health) => health is PoolHealth.Healthy or PoolHealth.Unknown;

    private static string Word(PoolHealth health) => health == PoolHealth.Disabled ? "disabled" : "unhealthy";

    private IEnumerable<string> FailoverFrom(string[] usable, string first) => balancer.FailoverAcrossPools ? usable.Where(pool => pool != first) : [];
}
