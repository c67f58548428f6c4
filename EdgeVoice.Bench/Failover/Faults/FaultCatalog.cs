using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover.Faults;

/// <summary>The faults of the drill.</summary>
internal static class FaultCatalog
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new ProviderFault(),
        new AgentFault(),
        new CommandFault("livekit-killed", region => $"livekit-{region}", "kill"),
        new CommandFault("region-killed", region => $"region-{region}", "kill", "restore"),
        new CommandFault("region-partitioned", region => $"region-{region}", "partition", "heal"),
        new DrainFault(),
        new DatabaseFault(),
    ];

    /// <exception cref="BenchException">Names the one that is not known.</exception>
    public static IReadOnlyList<Fault> Named(IReadOnlyCollection<string> names) => names.Count == 0 ? All :
    [
        .. names.Select(name => All.FirstOrDefault(fault => fault.Name == name) ??
            throw new BenchException($"There is no fault '{name}'. Faults: {string.Join(", ", All.Select(fault => fault.Name))}.")),
    ];
}
