using EdgeVoice.RealtimeEmulator.Configuration;
using EdgeVoice.RealtimeEmulator.Endpoints;
using Microsoft.Extensions.Options;

namespace EdgeVoice.RealtimeEmulator.Faults;

/// <summary>The faults that wait for a session.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<PlannedFault> _waiting;

    public FaultPlan(IOptions<RealtimeEmulatorOptions> options) =>
        _waiting = [.. options.Value.Faults.Select(fault => new PlannedFault(fault))];

    public PlannedFault Add(Fault fault)
    {
        var planned = new PlannedFault(fault);
        lock (_gate)
        {
            _waiting.Add(planned);
        }

        return planned;
    }

    public IReadOnlyList<PlannedFault> List()
    {
        lock (_gate)
        {
            _waiting.RemoveAll(planned => planned.Left == 0);
            return [.. _waiting];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _waiting.ForEach(planned => planned.Withdraw());
            _waiting.Clear();
        }
    }

    /// <summary>The fault that this connection attempt meets, if any.</summary>
    public Fault? TakeForConnect(string caller) =>
        List().FirstOrDefault(planned => FaultKinds.Connect.Contains(planned.Fault.Kind) && IsFor(planned.Fault, caller) && planned.TryUse())?.Fault;

    /// <summary>What a new session has to live with; faults for the next session leave the plan with it.</summary>
    public IReadOnlyList<PlannedFault> TakeForSession(string caller)
    {
        lock (_gate)
        {
            PlannedFault[] taken = [.. _waiting.Where(planned => !FaultKinds.Connect.Contains(planned.Fault.Kind) && IsFor(planned.Fault, caller))];
            _waiting.RemoveAll(planned => taken.Contains(planned) && planned.Fault.Session == Fault.NextSession);
            return taken;
        }
    }

    /// <summary>A canary must not use up what is meant for the next call, and meets what is meant for all.</summary>
    private static bool IsFor(Fault fault, string caller) => fault.Caller is { } named
        ? named == caller
        : caller != SafetyIdentifier.Canary || fault.Session == Fault.AllSessions || fault.Times > 1;
}
