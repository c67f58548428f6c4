namespace EdgeVoice.Gateway.Slots;

/// <summary>What LiveKit says of the rooms, and which slots come free by it.</summary>
internal sealed partial class SlotLedger
{
    // Rooms that the gateway closed, with the order of it, until no answer can come any more that was written before.
    private readonly Dictionary<string, long> _closed = new(StringComparer.Ordinal);

    /// <summary>To be called before LiveKit is asked for its rooms, or to close one.</summary>
    public RoomsQuestion Ask()
    {
        lock (_lock)
        {
            return new RoomsQuestion(++_order, Now);
        }
    }

    /// <summary>LiveKit did not answer: what it knew may be lost when it does again.</summary>
    public void Interrupted()
    {
        lock (_lock)
        {
            _interrupted = true;
        }
    }

    /// <summary>Takes over what LiveKit says; returns how many slots came free.</summary>
    public int Observe(RoomsQuestion question, IReadOnlySet<string> rooms)
    {
        lock (_lock)
        {
            foreach (var room in rooms)
            {
                if (CallRoom.Parse(room) is { } call)
                {
                    See(question, call);
                }
            }

            var ended = _leases.Where(entry => !rooms.Contains(entry.Key) && HasEnded(question, entry.Value)).ToArray();
            foreach (var (room, _) in ended)
            {
                _leases.Remove(room);
            }

            foreach (var (_, lease) in ended)
            {
                GoBack(lease.Call.CallId);
            }

            foreach (var (room, _) in _closed.Where(entry => entry.Value < question.Order).ToArray())
            {
                _closed.Remove(room);
            }

            _interrupted = false;
            return ended.Count(entry => entry.Value.State != LeaseState.Superseded);
        }
    }

    /// <summary>LiveKit closed the room as it was told: its slot is free at once, unless somebody was on the way there again.</summary>
    /// <returns>False when the slot stays.</returns>
    public bool Release(RoomsQuestion question, string room)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(room, out var lease) || !SpeaksOf(question, lease))
            {
                return false;
            }

            _leases.Remove(room);
            _closed[room] = ++_order;
            GoBack(lease.Call.CallId);
            return true;
        }
    }

    // A request under way may make the room after the answer was written, and one that was given up still may for a while.
    private static bool SpeaksOf(RoomsQuestion question, Lease lease) =>
        lease.Opening == 0 && question.Order > lease.Touched && question.At >= lease.LateUntil;

    private void See(RoomsQuestion question, CallRoom call)
    {
        if (_closed.TryGetValue(call.Name, out var closed) && question.Order < closed)
        {
            return;
        }

        if (!_leases.TryGetValue(call.Name, out var lease))
        {
            lease = new Lease { Call = call, Generation = call.Generation, TokenId = null, KeptUntil = Now, Touched = question.Order, TokenUsed = true, MayBeOpen = true, State = LeaseState.Active };
            KeepYoungest(lease);
            _leases.Add(call.Name, lease);
        }
        else if (question.Order < lease.Touched)
        {
            return;
        }

        if (lease.State == LeaseState.Reserved)
        {
            lease.State = LeaseState.Active;
        }

        lease.RoomSeen = true;
        lease.RejoinUntil = null;
        if (lease.Holder is null)
        {
            lease.OrphanSince ??= Now;
        }
    }

    // A gateway that starts while a call is moving finds two rooms of it, which are one call and one slot.
    private void KeepYoungest(Lease adopted)
    {
        foreach (var other in HeldBy(adopted.Call.CallId))
        {
            (other.Call.Generation < adopted.Call.Generation ? other : adopted).State = LeaseState.Superseded;
        }
    }

    private bool HasEnded(RoomsQuestion question, Lease lease)
    {
        if (!SpeaksOf(question, lease))
        {
            return false;
        }

        if (!lease.RoomSeen)
        {
            return question.At >= lease.KeptUntil;
        }

        // Set once only: an upstream that fails at every other question must not hold a slot for ever.
        if (_interrupted && lease.RejoinUntil is null)
        {
            lease.RejoinUntil = Now + RejoinGrace;
        }

        return lease.RejoinUntil is null || question.At >= lease.RejoinUntil;
    }
}
