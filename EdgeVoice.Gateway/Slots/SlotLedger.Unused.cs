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

    private IEnumerable<Lease> Unused() => _leases.Values.Where(lease => lease is { State: LeaseState.Reserved, IsUntouched: true, Call.Generation: 1, Owner: not null });

    private ReserveVerdict? Exceeded(CallOwner owner)
    {
        var budgets = options.Value.Budgets;
        var held = _leases.Values.Where(lease => lease.State != LeaseState.Superseded).ToArray();
        if (Unused().Count(lease => lease.Owner!.Value.Client == owner.Client) >= budgets.UnusedPerClient
            || Unused().Count(lease => lease.Owner!.Value.Network == owner.Network) >= budgets.UnusedPerNetwork
            || held.Count(lease => lease.Owner?.Client == owner.Client) >= budgets.Client.Concurrent)
        {
            return ReserveVerdict.ClientLimit;
        }

        return held.Count(lease => lease.Owner?.Tenant == owner.Tenant) >= budgets.Of(owner.Tenant).Concurrent ? ReserveVerdict.TenantLimit : null;
    }

    // A region is not full of callers while slots wait for those who do not come. Only what Cancel would give back goes.
    private bool GiveWay(CallOwner newcomer)
    {
        var unused = Unused().ToArray();
        var clients = unused.CountBy(lease => lease.Owner!.Value.Client).ToDictionary();
        var networks = unused.CountBy(lease => lease.Owner!.Value.Network).ToDictionary();
        var (client, network) = (clients.GetValueOrDefault(newcomer.Client) + 1, networks.GetValueOrDefault(newcomer.Network) + 1);
        var victim = unused
            .Where(lease => lease.ReservedAt + s_greedyGrace <= Now && (clients[lease.Owner!.Value.Client] > client || networks[lease.Owner!.Value.Network] > network))
            .OrderByDescending(lease => networks[lease.Owner!.Value.Network])
            .ThenByDescending(lease => clients[lease.Owner!.Value.Client])
            .ThenBy(lease => lease.ReservedAt)
            .FirstOrDefault()
            ?? unused.Where(lease => lease.ReservedAt + UnusedGrace <= Now).MinBy(lease => lease.ReservedAt);
        return victim is not null && _leases.Remove(victim.Call.Name);
    }

    // Of calls that have moved on, whose agents are not yet gone: a worker has no place for others meanwhile.
    private int Lingering() => _leases.Values.Count(lease => lease is { State: LeaseState.Superseded, Holder: not null });
}
