using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Realtime.Placement;

/// <summary>
/// Which of the provider's endpoints sessions are opened at: the nearest that is well. Learns from every session and from
/// the canary; one process has one opinion.
/// </summary>
internal sealed class ProviderPlacement
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly EndpointHealth[] _endpoints;

    public ProviderPlacement(IOptions<RealtimeOptions> options, TimeProvider time)
    {
        _time = time;
        _endpoints = [.. options.Value.UsableEndpoints().Select(endpoint => new EndpointHealth(endpoint))];
    }

    /// <summary>The state of an endpoint changed. Must not block.</summary>
    public event Action? Changed;

    public ProviderEndpoint Chosen
    {
        get
        {
            lock (_lock)
            {
                return Choose().Endpoint;
            }
        }
    }

    /// <summary>Where to try, best first: each is in it, since an endpoint that is thought to be down is better than none.</summary>
    public IReadOnlyList<ProviderEndpoint> InOrder()
    {
        lock (_lock)
        {
            return [.. _endpoints.OrderBy(known => Rank(known.State)).Select(known => known.Endpoint)];
        }
    }

    public IReadOnlyList<EndpointReport> Report()
    {
        var now = _time.GetTimestamp();
        lock (_lock)
        {
            var chosen = Choose();
            return [.. _endpoints.Select(known => new EndpointReport(
                known.Endpoint, known.State, known.Handshake, known.At is { } at ? _time.GetElapsedTime(at, now) : null, known == chosen))];
        }
    }

    public void Answered(ProviderEndpoint endpoint, TimeSpan handshake) => Note(endpoint, known => known.Answered(handshake, _time.GetTimestamp()));

    public void Failed(ProviderEndpoint endpoint) => Note(endpoint, known => known.Failed(_time.GetTimestamp()));

    private void Note(ProviderEndpoint endpoint, Action<EndpointHealth> note)
    {
        bool changed;
        lock (_lock)
        {
            var known = _endpoints.First(known => known.Endpoint == endpoint);
            var before = known.State;
            note(known);
            changed = known.State != before;
        }

        if (changed)
        {
            Changed?.Invoke();
        }
    }

    // OrderBy is stable: among equals the nearest.
    private EndpointHealth Choose() => _endpoints.OrderBy(known => Rank(known.State)).First();

    private static int Rank(EndpointState state) => state switch
    {
        EndpointState.Healthy or EndpointState.Unknown => 0,
        EndpointState.Slow => 1,
        _ => 2,
    };
}
