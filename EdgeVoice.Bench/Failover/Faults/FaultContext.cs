using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover.Faults;

/// <summary>What a fault has to do with.</summary>
/// <param name="Region">Region of the calls.</param>
/// <param name="CallIds">The calls that are on.</param>
/// <param name="Outage">How long the database stays away.</param>
internal sealed record FaultContext(ResourceClient AppHost, string Region, IReadOnlySet<string> CallIds, TimeSpan Outage);
