using EdgeVoice.CloudflareEmulator.Steering;

namespace EdgeVoice.CloudflareEmulator.Status;

/// <summary>What the status page shows and the API answers.</summary>
internal sealed record StatusView(
    string Host,
    string Fallback,
    MonitorView Monitor,
    bool Distances,
    IReadOnlyList<PoolView> Pools,
    IReadOnlyList<TunnelView> Tunnels,
    IReadOnlyList<PlaceView> Places,
    IReadOnlyList<SteeredRequest> Recent);

/// <param name="IntervalMs">Time between two probes, as in force here.</param>
/// <param name="DefinedIntervalMs">The same as the definition has it.</param>
internal sealed record MonitorView(string Path, string ExpectedCodes, double IntervalMs, double DefinedIntervalMs, double TimeoutMs, int ConsecutiveUp, int ConsecutiveDown);

internal sealed record PoolView(string Label, string Name, PoolHealth Health, string? Url, IReadOnlyList<OriginView> Origins);

internal sealed record OriginView(string Name, string Tunnel, string Host, bool? Healthy, DateTimeOffset? ChangedAt, IReadOnlyList<ProbeView> Recent);

internal sealed record ProbeView(DateTimeOffset At, bool Ok, string Reason, double Ms);

internal sealed record TunnelView(string Name, IReadOnlyList<ConnectionView> Connections);

internal sealed record ConnectionView(Guid Connector, int Index, DateTimeOffset ConnectedAt);

/// <summary>Where a caller of a place would be sent now.</summary>
internal sealed record PlaceView(string Id, string City, string Country, string Area, IReadOnlyList<string> Order, string Pool, string Reason, int? RoundTripMs);
