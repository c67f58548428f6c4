namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>The load balancer. Pools are named by their labels.</summary>
/// <param name="Host">The public name.</param>
/// <param name="Geo">Steer by area; otherwise the default pools are taken in order.</param>
/// <param name="RegionPools">Pools per Cloudflare area, in failover order.</param>
/// <param name="CookieAffinity">Whether a cookie keeps a caller with a pool.</param>
/// <param name="AffinityTtl">Life of that cookie.</param>
/// <param name="FailoverAcrossPools">Whether a request that cannot reach its pool goes to the next one at once.</param>
internal sealed record LoadBalancerDefinition(
    string Host,
    bool Geo,
    IReadOnlyList<string> DefaultPools,
    string FallbackPool,
    IReadOnlyDictionary<string, IReadOnlyList<string>> RegionPools,
    bool CookieAffinity,
    TimeSpan AffinityTtl,
    bool FailoverAcrossPools)
{
    /// <summary>Pools for a caller of an area, in order.</summary>
    public IReadOnlyList<string> PoolsFor(string area) => Geo && RegionPools.TryGetValue(area, out var pools) ? pools : DefaultPools;
}
