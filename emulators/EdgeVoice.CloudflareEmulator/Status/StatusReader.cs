using EdgeVoice.CloudflareEmulator.Configuration;
using EdgeVoice.CloudflareEmulator.Definition;
using EdgeVoice.CloudflareEmulator.Monitoring;
using EdgeVoice.CloudflareEmulator.Steering;
using EdgeVoice.CloudflareEmulator.Tunnels;
using EdgeVoice.Distances;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator.Status;

/// <summary>Gathers the state of the edge.</summary>
internal sealed class StatusReader(
    EdgeDefinition definition, HealthBook health, TunnelRegistry tunnels, SteeringLog log, PlaceBook places, ListenerAddresses addresses, IOptions<EdgeOptions> options)
{
    private readonly Steerer _steerer = new(definition.LoadBalancer);

    public StatusView Read() => new(
        definition.LoadBalancer.Host,
        definition.LoadBalancer.FallbackPool,
        Monitor(),
        options.Value.Distances,
        [.. definition.Pools.Select(Pool)],
        [.. definition.Tunnels.Select(Tunnel)],
        [.. places.Places.Select(Place)],
        log.Latest());

    private MonitorView Monitor()
    {
        var monitor = definition.Monitor;
        return new(
            monitor.Path,
            monitor.ExpectedCodes,
            (options.Value.MonitorInterval ?? monitor.Interval.TotalSeconds) * 1000,
            monitor.Interval.TotalMilliseconds,
            (options.Value.MonitorTimeout ?? monitor.Timeout.TotalSeconds) * 1000,
            monitor.ConsecutiveUp,
            monitor.ConsecutiveDown);
    }

    private PoolView Pool(PoolDefinition pool) => new(pool.Label, pool.Name, health.Of(pool.Label), addresses.Region(pool.Label), [.. health.Origins(pool.Label).Select(Origin)]);

    private static OriginView Origin(OriginHealth origin) => new(
        origin.Origin.Name,
        origin.Origin.Tunnel,
        origin.Origin.Host,
        origin.Healthy,
        origin.ChangedAt,
        [.. origin.Recent().Select(probe => new ProbeView(probe.At, probe.Ok, probe.Reason, probe.Took.TotalMilliseconds))]);

    private TunnelView Tunnel(TunnelDefinition tunnel) => new(
        tunnel.Name, [.. tunnels.Of(tunnel.Label).Select(connection => new ConnectionView(connection.Connector, connection.Index, connection.ConnectedAt)).OrderBy(connection => connection.Index)]);

    private PlaceView Place(Place place)
    {
        var decision = _steerer.Decide(place.CloudflareRegion, affinity: null, health.Of);
        return new(place.Id, place.City, place.Country, place.CloudflareRegion, definition.LoadBalancer.PoolsFor(place.CloudflareRegion),
            decision.Pools[0], decision.Reason, place.RoundTrips.GetValueOrDefault(decision.Pools[0])?.Ms);
    }
}
