using EdgeVoice.CloudflareEmulator.Definition;
using EdgeVoice.CloudflareEmulator.Steering;

namespace EdgeVoice.CloudflareEmulator.Monitoring;

/// <summary>Health of every pool, from the probes of its origins.</summary>
internal sealed class HealthBook(EdgeDefinition definition)
{
    private readonly Dictionary<string, OriginHealth[]> _origins = definition.Pools.ToDictionary(
        pool => pool.Label, pool => pool.Origins.Where(origin => origin.Enabled).Select(origin => new OriginHealth(origin, definition.Monitor)).ToArray());

    public IReadOnlyList<OriginHealth> Origins(string pool) => _origins[pool];

    public PoolHealth Of(string label)
    {
        var pool = definition.Pool(label);
        if (!pool.Enabled)
        {
            return PoolHealth.Disabled;
        }

        var healthy = _origins[label].Count(origin => origin.Healthy == true);
        var unknown = _origins[label].Count(origin => origin.Healthy is null);
        return healthy >= Math.Max(1, pool.MinimumOrigins) ? PoolHealth.Healthy
            : healthy + unknown >= Math.Max(1, pool.MinimumOrigins) ? PoolHealth.Unknown
            : PoolHealth.Unhealthy;
    }
}
