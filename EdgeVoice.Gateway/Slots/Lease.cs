using EdgeVoice.Gateway.Admission;

namespace EdgeVoice.Gateway.Slots;

/// <summary>One slot held by one call. Changed only under the ledger's lock; its times are the ledger's clock.</summary>
internal sealed class Lease
{
    public required CallRoom Call { get; init; }

    /// <summary>Id of the call's only token; null for a room adopted at start, whose token is spent by definition.</summary>
    public required string? TokenId { get; set; }

    /// <summary>Whom the call counts for; null for a room adopted at start.</summary>
    public CallOwner? Owner { get; init; }

    /// <summary>The call goes on: somebody waits for it, and nobody else has its slot.</summary>
    public bool HadCaller { get; init; }

    /// <summary>When the slot was taken.</summary>
    public TimeSpan ReservedAt { get; init; }

    /// <summary>Until when the slot is held for a room that no list has shown yet.</summary>
    public required TimeSpan KeptUntil { get; set; }

    /// <summary>Order of the last event that says something else than a list of rooms that was asked for before it.</summary>
    public required long Touched { get; set; }

    public LeaseState State { get; set; } = LeaseState.Reserved;

    public bool TokenUsed { get; set; }

    /// <summary>A second request of the same generation has a token.</summary>
    public bool Renewed { get; set; }

    /// <summary>A request that makes the room was answered, or given up.</summary>
    public bool MayBeOpen { get; set; }

    /// <summary>Nothing but the reservation happened, so that its request alone may take it back.</summary>
    public bool IsUntouched => !Renewed && !MayBeOpen && Opening == 0;

    /// <summary>The token was used here. A room adopted at start counts as used only because nobody knows its token.</summary>
    public bool WasJoined => TokenUsed && TokenId is not null;

    /// <summary>A call that went on was granted a place here, and nobody has come for it.</summary>
    public bool IsUnjoinedGrant => Call.Generation > 1 && TokenId is not null && !TokenUsed && !JoinPending;

    /// <summary>A first join is under way upstream: a second one may not overtake it.</summary>
    public bool JoinPending { get; set; }

    /// <summary>Requests under way to LiveKit that make the room if it is not there.</summary>
    public int Opening { get; set; }

    /// <summary>Until when a request that was given up may still make the room.</summary>
    public TimeSpan LateUntil { get; set; }

    public bool RoomSeen { get; set; }

    /// <summary>Until when a room lost with a restarting LiveKit may be joined again.</summary>
    public TimeSpan? RejoinUntil { get; set; }

    /// <summary>The worker that carries the call, by its address; null before one reported it and after it died.</summary>
    public string? Holder { get; set; }

    /// <summary>Generation of the agent in the room; grows when the agent is replaced in place.</summary>
    public int Generation { get; set; }

    /// <summary>The worker that carried the call is dead: waiting for it is of no use.</summary>
    public bool HolderDied { get; set; }

    /// <summary>Since when the room is there and no worker has it.</summary>
    public TimeSpan? OrphanSince { get; set; }
}
