using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Slots;

/// <summary>
/// Who holds a slot. A slot is taken before a token exists, bound to a call and its generation, and given back only when a
/// list of rooms that LiveKit itself sent shows that the call is over, so that neither a lost answer nor a restart admits
/// too many or loses a slot.
/// </summary>
internal sealed partial class SlotLedger(IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>UDP ports of LiveKit that one call may need: caller and agent, each with one peer connection per direction.</summary>
    public const int PortsPerCall = 4;

    /// <summary>After expiry, for a join that was on its way.</summary>
    public static readonly TimeSpan ExpiryGrace = TimeSpan.FromSeconds(5);

    /// <summary>Between the upgrade and the room's first appearance in a list.</summary>
    public static readonly TimeSpan AppearGrace = TimeSpan.FromSeconds(10);

    /// <summary>For callers to come back after LiveKit was away: its clients retry for about this long.</summary>
    public static readonly TimeSpan RejoinGrace = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private int? _workerSlots;
    private bool _interrupted;

    /// <summary>Slots of all workers that are alive; null while none was heard of.</summary>
    public void SetWorkerSlots(int? slots)
    {
        lock (_lock)
        {
            _workerSlots = slots;
        }
    }

    public SlotCounts Count()
    {
        lock (_lock)
        {
            var reserved = _leases.Values.Count(lease => lease.State == LeaseState.Reserved);
            return new SlotCounts(Capacity(), reserved, Held() - reserved);
        }
    }

    /// <summary>Whether a slot could be taken now. A call that has one here takes it along to its next generation.</summary>
    public bool HasRoomFor(string callId)
    {
        lock (_lock)
        {
            return Held() - HeldBy(callId).Count() < Capacity();
        }
    }

    public ReserveVerdict TryReserve(SlotRequest request)
    {
        lock (_lock)
        {
            var room = request.Call.Name;
            if (_leases.TryGetValue(room, out var known))
            {
                return Renew(known, request);
            }

            var older = HeldBy(request.Call.CallId).ToArray();
            if (Held() - older.Length >= Capacity())
            {
                return ReserveVerdict.Full;
            }

            foreach (var lease in older)
            {
                lease.State = LeaseState.Superseded;
            }

            _leases.Add(room, new Lease { Call = request.Call, Generation = request.Call.Generation, TokenId = request.TokenId, TokenExpiresAt = request.TokenExpiresAt });
            return ReserveVerdict.Taken;
        }
    }

    /// <summary>Gives a slot back for which no token left the house.</summary>
    public void Cancel(string room)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(room, out var lease) || lease.State != LeaseState.Reserved || lease.JoinPending)
            {
                return;
            }

            _leases.Remove(room);
            GoBack(lease.Call.CallId);
        }
    }

    /// <param name="room">Room the token is for.</param>
    /// <param name="tokenId">Our id in the token; null for a token that LiveKit renewed.</param>
    /// <param name="returning">The caller says, or its cookie proves, that it was in the call before.</param>
    /// <param name="expired">The token's time is over.</param>
    public JoinVerdict BeginJoin(string room, string? tokenId, bool returning, bool expired)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(room, out var lease) || lease.State == LeaseState.Superseded)
            {
                return JoinVerdict.NoCall;
            }

            if (tokenId is null)
            {
                return expired ? JoinVerdict.Expired : lease.State == LeaseState.Active ? JoinVerdict.Resume : JoinVerdict.NoCall;
            }

            if (lease.TokenUsed || lease.TokenId != tokenId)
            {
                return returning && lease.State == LeaseState.Active ? JoinVerdict.Resume : JoinVerdict.AlreadyUsed;
            }

            if (expired)
            {
                return JoinVerdict.Expired;
            }

            if (lease.JoinPending)
            {
                return JoinVerdict.InProgress;
            }

            lease.JoinPending = true;
            return JoinVerdict.First;
        }
    }

    /// <summary>LiveKit answered the upgrade: the token is spent.</summary>
    public void Joined(string room)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(room, out var lease))
            {
                lease.TokenUsed = true;
                lease.JoinPending = false;
                lease.JoinedAt ??= time.GetUtcNow();
                if (lease.State == LeaseState.Reserved)
                {
                    lease.State = LeaseState.Active;
                }
            }
        }
    }

    public void EndFirstJoin(string room)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(room, out var lease))
            {
                lease.JoinPending = false;
            }
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
    public int Observe(IReadOnlySet<string> rooms)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var room in rooms)
            {
                if (CallRoom.Parse(room) is { } call)
                {
                    See(call, now);
                }
            }

            var ended = _leases.Where(entry => !rooms.Contains(entry.Key) && HasEnded(entry.Value, now)).ToArray();
            foreach (var (room, _) in ended)
            {
                _leases.Remove(room);
            }

            foreach (var (_, lease) in ended)
            {
                GoBack(lease.Call.CallId);
            }

            _interrupted = false;
            return ended.Count(entry => entry.Value.State != LeaseState.Superseded);
        }
    }

    // The next generation came to nothing: the one before it goes on, and holds a slot, as long as its room is there.
    private void GoBack(string callId)
    {
        if (_leases.Values.Where(other => other.Call.CallId == callId).MaxBy(other => other.Call.Generation) is { State: LeaseState.Superseded } older)
        {
            older.State = LeaseState.Active;
        }
    }

    // The first answer was lost on its way: the same slot, with the token of the second. A room that was adopted counts as used
    // only because nobody knows its token.
    private static ReserveVerdict Renew(Lease lease, SlotRequest request)
    {
        if (lease.JoinedAt is not null || lease.JoinPending)
        {
            return ReserveVerdict.InUse;
        }

        (lease.TokenId, lease.TokenExpiresAt, lease.TokenUsed) = (request.TokenId, request.TokenExpiresAt, false);
        return ReserveVerdict.Taken;
    }

    private void See(CallRoom call, DateTimeOffset now)
    {
        if (!_leases.TryGetValue(call.Name, out var lease))
        {
            lease = new Lease { Call = call, Generation = call.Generation, TokenId = null, TokenExpiresAt = now, TokenUsed = true, State = LeaseState.Active };
            KeepYoungest(lease);
            _leases.Add(call.Name, lease);
        }

        if (lease.State == LeaseState.Reserved)
        {
            lease.State = LeaseState.Active;
        }

        lease.RoomSeen = true;
        lease.RejoinUntil = null;
        if (lease.Holder is null)
        {
            lease.OrphanSince ??= now;
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

    private bool HasEnded(Lease lease, DateTimeOffset now)
    {
        if (lease.JoinPending)
        {
            return false;
        }

        if (lease.State == LeaseState.Reserved)
        {
            return now >= lease.TokenExpiresAt + ExpiryGrace;
        }

        if (!lease.RoomSeen)
        {
            return now >= (lease.JoinedAt ?? lease.TokenExpiresAt) + AppearGrace;
        }

        // Set once only: an upstream that fails at every other question must not hold a slot for ever.
        if (_interrupted && lease.RejoinUntil is null)
        {
            lease.RejoinUntil = now + RejoinGrace;
        }

        return lease.RejoinUntil is null || now >= lease.RejoinUntil;
    }

    private int Held() => _leases.Values.Count(lease => lease.State != LeaseState.Superseded);

    private IEnumerable<Lease> HeldBy(string callId) =>
        _leases.Values.Where(lease => lease.State != LeaseState.Superseded && lease.Call.CallId == callId);

    private int Capacity()
    {
        var byPorts = options.Value.RtcPorts is { } ports ? ports / PortsPerCall : int.MaxValue;
        return Math.Min(Math.Min(options.Value.Slots, byPorts), _workerSlots ?? int.MaxValue);
    }
}
