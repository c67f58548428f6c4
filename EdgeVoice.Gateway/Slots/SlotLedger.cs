using EdgeVoice.Gateway.Admission;
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

    /// <summary>After expiry, and after a request to LiveKit was given up: for what was on its way.</summary>
    public static readonly TimeSpan ExpiryGrace = TimeSpan.FromSeconds(5);

    /// <summary>Between the upgrade and the room's first appearance in a list.</summary>
    public static readonly TimeSpan AppearGrace = TimeSpan.FromSeconds(10);

    /// <summary>For callers to come back after LiveKit was away: its clients retry for about this long.</summary>
    public static readonly TimeSpan RejoinGrace = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();
    private long _order;
    private int? _workerSlots;
    private bool _interrupted;

    // Not the wall clock, which may be set while slots are held.
    private TimeSpan Now => time.GetElapsedTime(_start);

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
            return Held() - HeldBy(callId).Count() - Unused().Count(lease => lease.Call.CallId != callId) < Capacity();
        }
    }

    public ReserveVerdict TryReserve(SlotRequest request)
    {
        lock (_lock)
        {
            var room = request.Call.Name;
            if (_leases.Values.Any(lease => lease.Call.CallId == request.Call.CallId && lease.Generation > request.Call.Generation))
            {
                return ReserveVerdict.InUse;
            }

            // The token's time is the wall clock's; how long that is from now is not.
            var keptUntil = Now + (request.TokenExpiresAt - time.GetUtcNow()) + ExpiryGrace;
            if (_leases.TryGetValue(room, out var known))
            {
                return Renew(known, request.TokenId, keptUntil);
            }

            if (!request.HadCaller && request.Owner is { } asking && Exceeded(asking) is { } exceeded)
            {
                return exceeded;
            }

            var older = HeldBy(request.Call.CallId).ToArray();
            var over = Held() - older.Length + (request.Call.Generation == 1 ? Lingering() : 0) - Capacity();
            if (over > 0 || (over == 0 && !GiveWay(request)))
            {
                return ReserveVerdict.Full;
            }

            foreach (var lease in older)
            {
                lease.State = LeaseState.Superseded;
            }

            _leases.Add(room, new Lease
            {
                Call = request.Call,
                Generation = request.Call.Generation,
                TokenId = request.TokenId,
                Owner = request.Owner,
                HadCaller = request.HadCaller,
                ReservedAt = Now,
                KeptUntil = keptUntil,
                Touched = ++_order,
            });
            return ReserveVerdict.Taken;
        }
    }

    /// <summary>
    /// Gives a slot back for which no token left the house. A slot that another request of the same attempt has a token for, or
    /// whose room may be there, stays until the token runs out or a list of rooms shows the end of it.
    /// </summary>
    public void Cancel(string room, string tokenId)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(room, out var lease) && lease.TokenId == tokenId)
            {
                GiveBack(room, lease);
            }
        }
    }

    /// <summary>To be followed by <see cref="Joined"/> or <see cref="JoinFailed"/> when the verdict lets the join pass.</summary>
    /// <param name="room">Room the token is for.</param>
    /// <param name="tokenId">Our id in the token; null for a token that LiveKit renewed.</param>
    /// <param name="proven">The connection shows what only the caller has, so that a token which was read in an address opens no call of theirs.</param>
    /// <param name="expired">The token's time is over.</param>
    public JoinVerdict BeginJoin(string room, string? tokenId, bool proven, bool expired)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(room, out var lease) || lease.State == LeaseState.Superseded)
            {
                return JoinVerdict.NoCall;
            }

            var verdict = Judge(lease, tokenId, proven, expired);
            if (verdict is JoinVerdict.First or JoinVerdict.Resume)
            {
                lease.JoinPending |= verdict == JoinVerdict.First;
                BeginOpening(lease);
            }

            return verdict;
        }
    }

    /// <summary>LiveKit answered the upgrade: the token is spent, and the room is there.</summary>
    /// <returns>Whose call began with it; null when it had begun before.</returns>
    public CallOwner? Joined(string room)
    {
        lock (_lock)
        {
            CallOwner? begins = null;
            if (_leases.TryGetValue(room, out var lease))
            {
                EndOpening(lease, OpeningEnd.Answered);
                begins = lease is { TokenUsed: false, Call.Generation: 1 } ? lease.Owner : null;
                lease.TokenUsed = true;
                lease.JoinPending = false;
                lease.KeptUntil = Now + AppearGrace;
                if (lease.State == LeaseState.Reserved)
                {
                    lease.State = LeaseState.Active;
                }
            }

            return begins;
        }
    }

    /// <summary>The join was refused, or nobody waits for its answer any more: LiveKit may have made the room all the same.</summary>
    public void JoinFailed(string room, JoinVerdict verdict)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(room, out var lease))
            {
                lease.JoinPending &= verdict != JoinVerdict.First;
                EndOpening(lease, OpeningEnd.GivenUp);
            }
        }
    }

    /// <summary>LiveKit is about to be asked for something that makes the room if it is not there.</summary>
    /// <returns>False when the room holds no slot; if true, <see cref="EndOpening(string, OpeningEnd)"/> must follow.</returns>
    public bool BeginOpening(string room)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(room, out var lease))
            {
                return false;
            }

            BeginOpening(lease);
            return true;
        }
    }

    /// <summary>What became of that. A slot for which nothing was sent goes back as <see cref="Cancel"/> gives it back.</summary>
    public void EndOpening(string room, OpeningEnd end)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(room, out var lease))
            {
                EndOpening(lease, end);
                if (end == OpeningEnd.NotSent)
                {
                    GiveBack(room, lease);
                }
            }
        }
    }

    private void GiveBack(string room, Lease lease)
    {
        if (lease is { IsUntouched: true, State: LeaseState.Reserved })
        {
            _leases.Remove(room);
            GoBack(lease.Call.CallId);
        }
    }

    // The next generation came to nothing: the one before it goes on, and holds a slot, as long as its room is there.
    private void GoBack(string callId)
    {
        if (_leases.Values.Where(other => other.Call.CallId == callId).MaxBy(other => other.Call.Generation) is { State: LeaseState.Superseded } older)
        {
            older.State = older.TokenUsed || older.RoomSeen ? LeaseState.Active : LeaseState.Reserved;
        }
    }

    // The first answer was lost on its way: the same slot, with the token of the second, which is good for its own time. A room that
    // was adopted counts as used only because nobody knows its token.
    private ReserveVerdict Renew(Lease lease, string tokenId, TimeSpan keptUntil)
    {
        if (lease.WasJoined || lease.JoinPending)
        {
            return ReserveVerdict.InUse;
        }

        (lease.TokenId, lease.TokenUsed, lease.KeptUntil, lease.Touched, lease.Renewed, lease.RoomSeen) = (tokenId, false, keptUntil, ++_order, true, false);
        return ReserveVerdict.Taken;
    }

    private static JoinVerdict Judge(Lease lease, string? tokenId, bool proven, bool expired)
    {
        if (tokenId is null && (expired || lease.State != LeaseState.Active))
        {
            return expired ? JoinVerdict.Expired : JoinVerdict.NoCall;
        }

        if (tokenId is null || lease.TokenUsed || lease.TokenId != tokenId)
        {
            return proven && lease.State == LeaseState.Active ? JoinVerdict.Resume : JoinVerdict.AlreadyUsed;
        }

        return expired ? JoinVerdict.Expired : lease.JoinPending ? JoinVerdict.InProgress : JoinVerdict.First;
    }

    private void BeginOpening(Lease lease) => (lease.Opening, lease.Touched) = (lease.Opening + 1, ++_order);

    private void EndOpening(Lease lease, OpeningEnd end)
    {
        (lease.Opening, lease.Touched) = (lease.Opening - 1, ++_order);
        lease.MayBeOpen |= end != OpeningEnd.NotSent;
        if (end == OpeningEnd.GivenUp)
        {
            lease.LateUntil = Now + ExpiryGrace;
        }
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
