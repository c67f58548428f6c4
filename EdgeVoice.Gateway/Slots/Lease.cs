namespace EdgeVoice.Gateway.Slots;

/// <summary>One slot held by one call. Changed only under the ledger's lock.</summary>
internal sealed class Lease
{
    public required CallRoom Call { get; init; }

    /// <summary>Id of the call's only token; null for a room adopted at start, whose token is spent by definition.</summary>
    public required string? TokenId { get; set; }

    public required DateTimeOffset TokenExpiresAt { get; set; }

    public LeaseState State { get; set; } = LeaseState.Reserved;

    public bool TokenUsed { get; set; }

    /// <summary>A first join is under way upstream: neither a second one nor expiry may overtake it.</summary>
    public bool JoinPending { get; set; }

    public DateTimeOffset? JoinedAt { get; set; }

    public bool RoomSeen { get; set; }

    /// <summary>Until when a room lost with a restarting LiveKit may be joined again.</summary>
    public DateTimeOffset? RejoinUntil { get; set; }

    /// <summary>The worker that carries the call, by its address; null before one reported it and after it died.</summary>
    public string? Holder { get; set; }

    /// <summary>Generation of the agent in the room; grows when the agent is replaced in place.</summary>
    public int Generation { get; set; }

    /// <summary>The worker that carried the call is dead: waiting for it is of no use.</summary>
    public bool HolderDied { get; set; }

    /// <summary>Since when the room is there and no worker has it.</summary>
    public DateTimeOffset? OrphanSince { get; set; }
}
