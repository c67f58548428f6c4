namespace EdgeVoice.Gateway.Slots;

/// <summary>Which worker carries which call.</summary>
internal sealed partial class SlotLedger
{
    /// <summary>A worker says which rooms it has.</summary>
    /// <param name="holder">The worker's address.</param>
    /// <param name="rooms">Its rooms, with the generation of the agent in each.</param>
    public void Hold(string holder, IReadOnlyDictionary<string, int> rooms)
    {
        lock (_lock)
        {
            foreach (var (room, lease) in _leases)
            {
                if (rooms.TryGetValue(room, out var generation) && generation >= lease.Generation)
                {
                    (lease.Holder, lease.HolderDied, lease.Generation, lease.OrphanSince) = (holder, false, generation, null);
                }
                else if (lease.Holder == holder)
                {
                    (lease.Holder, lease.OrphanSince) = (null, Now);
                }
            }
        }
    }

    /// <summary>A worker is dead: its calls hold their slots on, without a holder.</summary>
    public IReadOnlyList<LeaseView> HolderDied(string holder)
    {
        lock (_lock)
        {
            var orphans = _leases.Values.Where(lease => lease.Holder == holder).ToArray();
            foreach (var lease in orphans)
            {
                (lease.Holder, lease.HolderDied, lease.OrphanSince) = (null, true, Now);
            }

            return [.. orphans.Where(lease => lease.State == LeaseState.Active).Select(View)];
        }
    }

    /// <summary>Another agent was sent into the room.</summary>
    public void Advance(string room, int generation)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(room, out var lease))
            {
                lease.Generation = Math.Max(lease.Generation, generation);
            }
        }
    }

    /// <summary>The youngest lease of a call; null when the call is not here.</summary>
    public LeaseView? Find(string callId)
    {
        lock (_lock)
        {
            return HeldBy(callId).MaxBy(lease => lease.Generation) is { } lease ? View(lease) : null;
        }
    }

    /// <summary>The youngest generation of a call whose token was used here, as far as this process has seen it; 0 when there is none.</summary>
    public int JoinedGeneration(string callId)
    {
        lock (_lock)
        {
            return _leases.Values.Where(lease => lease.Call.CallId == callId && lease.WasJoined).Select(lease => lease.Call.Generation).DefaultIfEmpty().Max();
        }
    }

    /// <summary>Grants of calls that go on, given by this process, whose tokens were not used yet.</summary>
    public IReadOnlyList<CallRoom> UnjoinedGrants()
    {
        lock (_lock)
        {
            return [.. _leases.Values.Where(lease => lease.IsUnjoinedGrant).Select(lease => lease.Call)];
        }
    }

    /// <summary>Rooms that exist and that no worker has had for at least <paramref name="age"/>.</summary>
    public IReadOnlyList<LeaseView> Orphans(TimeSpan age)
    {
        lock (_lock)
        {
            var before = Now - age;
            return [.. _leases.Values.Where(lease => lease.State == LeaseState.Active && lease.RoomSeen && lease.OrphanSince <= before).Select(View)];
        }
    }

    /// <summary>Rooms whose call has moved on.</summary>
    /// <param name="joinedElsewhere">Only those whose caller is in the next room already.</param>
    public IReadOnlyList<string> SupersededRooms(bool joinedElsewhere)
    {
        lock (_lock)
        {
            return
            [
                .. _leases
                    .Where(entry => entry.Value.State == LeaseState.Superseded)
                    .Where(entry => !joinedElsewhere || HeldBy(entry.Value.Call.CallId).Any(lease => lease is { State: LeaseState.Active, RoomSeen: true, TokenUsed: true }))
                    .Select(entry => entry.Key),
            ];
        }
    }

    /// <summary>The lease of a room; null when it holds no slot.</summary>
    public LeaseView? FindRoom(string room)
    {
        lock (_lock)
        {
            return _leases.TryGetValue(room, out var lease) ? View(lease) : null;
        }
    }

    /// <summary>For how long no worker has had the room.</summary>
    public TimeSpan Age(LeaseView orphan) => Now - orphan.OrphanSince ?? TimeSpan.Zero;

    private static LeaseView View(Lease lease) => new(lease.Call, lease.State, lease.Generation, lease.Holder, lease.HolderDied, lease.OrphanSince);
}
