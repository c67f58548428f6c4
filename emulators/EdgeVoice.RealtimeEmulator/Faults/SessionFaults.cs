using System.Net.WebSockets;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Faults;

/// <summary>The faults of one session and when each may strike. Guarded by the session's gate.</summary>
internal sealed class SessionFaults(RealtimeSession session)
{
    private readonly List<PlannedFault> _faults = [];
    private readonly HashSet<PlannedFault> _scheduled = [];
    // Entry n is the time at which n responses had been finished.
    private readonly List<DateTimeOffset> _milestones = [];

    public void Add(PlannedFault fault)
    {
        _faults.Add(fault);
        ScheduleTimed();
    }

    /// <summary>Call at the session's opening and then at each finished response.</summary>
    public void Reach()
    {
        _milestones.Add(session.Time.GetUtcNow());
        ScheduleTimed();
    }

    /// <summary>The delay of <c>session.created</c>, which comes before every other moment.</summary>
    public Fault? TakeOpeningDelay() =>
        _faults.Find(planned => planned.Fault.Kind == FaultKinds.SessionCreatedDelay && planned.TryUse())?.Fault;

    public Fault? Take(string kind) =>
        _faults.Find(planned => planned.Fault.Kind == kind && IsDue(planned.Fault) && planned.TryUse())?.Fault;

    /// <summary>Throws the error that a fault holds ready for this event; the empty type stands for a response about to start.</summary>
    public void RefuseIfPlanned(string eventType)
    {
        foreach (var planned in _faults)
        {
            if (FaultKinds.Refused.GetValueOrDefault(planned.Fault.Kind) == eventType && IsDue(planned.Fault) && planned.TryUse())
            {
                throw FaultErrors.For(planned.Fault.Kind, session);
            }
        }
    }

    private bool IsDue(Fault fault)
    {
        if (_milestones.Count <= fault.AfterResponses)
        {
            return false;
        }

        // For these two afterMs is a position in the speech.
        var waits = fault.Kind is not (FaultKinds.Close1006 or FaultKinds.DeltaStall);
        return !waits || (session.Time.GetUtcNow() - _milestones[fault.AfterResponses]).TotalMilliseconds >= (fault.AfterMs ?? 0);
    }

    private void ScheduleTimed()
    {
        foreach (var planned in _faults.Where(planned =>
            FaultKinds.Timed.Contains(planned.Fault.Kind) && _milestones.Count > planned.Fault.AfterResponses && _scheduled.Add(planned)))
        {
            session.After(TimeSpan.FromMilliseconds(planned.Fault.AfterMs ?? 0), () => Strike(planned));
        }
    }

    private void Strike(PlannedFault planned)
    {
        if (!planned.TryUse())
        {
            return;
        }

        switch (planned.Fault.Kind)
        {
            case FaultKinds.SessionExpired:
                session.Expire();
                break;
            case FaultKinds.Close1001:
                session.Close(WebSocketCloseStatus.EndpointUnavailable, "going away");
                break;
            default:
                session.Abort(planned.Fault.Kind);
                break;
        }
    }
}
