using EdgeVoice.Gateway.Admission;

namespace EdgeVoice.Gateway.Slots;

/// <summary>Whose calls hold the slots, and which of them wait for callers who may not come.</summary>
internal sealed partial class SlotLedger
{
    /// <summary>By then a caller who means to join has done so: the slot goes to whoever asks next.</summary>
    public static readonly TimeSpan UnusedGrace = TimeSpan.FromSeconds(5);

    // Sooner it goes only to those who hold fewer such slots.
    private static readonly TimeSpan s_greedyGrace = TimeSpan.FromSeconds(1);

    /// <summary>Which part of the slots nobody has come for within <paramref name="age"/>.</summary>
    public double UnusedShare(TimeSpan age)
    {
        lock (_lock)
        {
            var before = Now - age;
            return (double)Unused().Count(lease => lease.ReservedAt <= before) / Math.Max(1, Capacity());
        }
    }

    // Nothing was sent to LiveKit for it, nor for the generations before it, which would have the slot back. That a second request has a
    // token for it makes it no more used.
    private Lease[] Unused()
    {
        var used = _leases.Values.Where(lease => lease is not { MayBeOpen: false, Opening: 0, HadCaller: false, Owner: not null }).Select(lease => lease.Call.CallId).ToHashSet(StringComparer.Ordinal);
        return [.. _leases.Values.Where(lease => lease.State == LeaseState.Reserved && !used.Contains(lease.Call.CallId))];
    }

    private ReserveVerdict? Exceeded(CallOwner owner)
    {
        var budgets = options.Value.Budgets;
        var held = _leases.Values.Where(lease => lease.State != LeaseState.Superseded).ToArray();
        var unused = Unused();
        if (unused.Count(lease => lease.Owner!.Value.Client == owner.Client) >= budgets.UnusedPerClient
            || unused.Count(lease => lease.Owner!.Value.Network == owner.Network) >= budgets.UnusedPerNetwork
            || held.Count(lease => lease.Owner?.Client == owner.Client) >= budgets.Client.Concurrent)
        {
            return ReserveVerdict.ClientLimit;
        }

        return held.Count(lease => lease.Owner?.Tenant == owner.Tenant) >= budgets.Of(owner.Tenant).Concurrent ? ReserveVerdict.TenantLimit : null;
    }

    // A region is not full of callers while slots wait for those who do not come.
    private bool GiveWay(SlotRequest request)
    {
        var unused = Unused().Where(lease => lease.Call.CallId != request.Call.CallId).ToArray();
        var victim = request.HadCaller ? unused.MinBy(lease => lease.ReservedAt) : request.Owner is { } owner ? Victim(unused, owner) : null;
        if (victim is null)
        {
            return false;
        }

        // With the generations before it, to which nobody came either.
        foreach (var room in _leases.Where(entry => entry.Value.Call.CallId == victim.Call.CallId).Select(entry => entry.Key).ToArray())
        {
            _leases.Remove(room);
        }

        return true;
    }

    private Lease? Victim(Lease[] unused, CallOwner newcomer)
    {
        var clients = unused.CountBy(lease => lease.Owner!.Value.Client).ToDictionary();
        var networks = unused.CountBy(lease => lease.Owner!.Value.Network).ToDictionary();
        var (client, network) = (clients.GetValueOrDefault(newcomer.Client) + 1, networks.GetValueOrDefault(newcomer.Network) + 1);
        return unused
            .Where(lease => lease.ReservedAt + s_greedyGrace <= Now && (clients[lease.Owner!.Value.Client] > client || networks[lease.Owner!.Value.Network] > network))
            .OrderByDescending(lease => networks[lease.Owner!.Value.Network])
            .ThenByDescending(lease => clients[lease.Owner!.Value.Client])
            .ThenBy(lease => lease.ReservedAt)
            .FirstOrDefault()
            ?? unused.Where(lease => lease.ReservedAt + UnusedGrace <= Now).MinBy(lease => lease.ReservedAt);
    }

    // Of calls that have moved on, whose agents are not yet gone: a worker has no place for others meanwhile.
    private int Lingering() => _leases.Values.Count(lease => lease is { State: LeaseState.Superseded, Holder: not null });
}
