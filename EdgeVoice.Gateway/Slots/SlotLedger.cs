using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Slots;

/// <summary>
/// Who holds a slot. A slot is taken before a token exists and given back only when a list of rooms that LiveKit itself
/// sent shows that the call is over, so that neither a lost answer nor a restart admits too many or loses a slot.
/// </summary>
internal sealed class SlotLedger(IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Prefix of the rooms that are calls; other rooms of the server are not the gateway's.</summary>
    public const string CallPrefix = "call_";

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

    /// <summary>The worker's own number of slots; null when it is not known.</summary>
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
            var active = _leases.Values.Count(lease => lease.State == LeaseState.Active);
            return new SlotCounts(Capacity(), _leases.Count - active, active);
        }
    }

    public bool TryReserve(string callId, string tokenId, DateTimeOffset tokenExpiresAt)
    {
        lock (_lock)
        {
            return _leases.Count < Capacity()
                && _leases.TryAdd(callId, new Lease { CallId = callId, TokenId = tokenId, TokenExpiresAt = tokenExpiresAt });
        }
    }

    /// <summary>Gives a slot back for which no token left the house.</summary>
    public void Cancel(string callId)
    {
        lock (_lock)
        {
            _leases.Remove(callId);
        }
    }

    /// <param name="callId">Room the token is for.</param>
    /// <param name="tokenId">Our id in the token; null for a token that LiveKit renewed.</param>
    /// <param name="returning">The caller says, or its cookie proves, that it was in the call before.</param>
    /// <param name="expired">The token's time is over.</param>
    public JoinVerdict BeginJoin(string callId, string? tokenId, bool returning, bool expired)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(callId, out var lease))
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
    public void Joined(string callId)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(callId, out var lease))
            {
                lease.TokenUsed = true;
                lease.JoinPending = false;
                lease.State = LeaseState.Active;
                lease.JoinedAt ??= time.GetUtcNow();
            }
        }
    }

    public void EndFirstJoin(string callId)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(callId, out var lease))
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
            foreach (var room in rooms.Where(room => room.StartsWith(CallPrefix, StringComparison.Ordinal)))
            {
                See(room, now);
            }

            var ended = _leases.Values.Where(lease => !rooms.Contains(lease.CallId) && HasEnded(lease, now)).ToArray();
            foreach (var lease in ended)
            {
                _leases.Remove(lease.CallId);
            }

            _interrupted = false;
            return ended.Length;
        }
    }

    private void See(string room, DateTimeOffset now)
    {
        if (!_leases.TryGetValue(room, out var lease))
        {
            lease = new Lease { CallId = room, TokenId = null, TokenExpiresAt = now, TokenUsed = true };
            _leases.Add(room, lease);
        }

        lease.State = LeaseState.Active;
        lease.RoomSeen = true;
        lease.RejoinUntil = null;
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
            return now >= lease.JoinedAt + AppearGrace;
        }

        // Set once only: an upstream that fails at every other question must not hold a slot for ever.
        if (_interrupted && lease.RejoinUntil is null)
        {
            lease.RejoinUntil = now + RejoinGrace;
        }

        return lease.RejoinUntil is null || now >= lease.RejoinUntil;
    }

    private int Capacity() => Math.Min(options.Value.Slots, _workerSlots ?? int.MaxValue);
}
