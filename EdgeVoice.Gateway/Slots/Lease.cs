namespace EdgeVoice.Gateway.Slots;

/// <summary>One slot held by one call. Changed only under the ledger's lock.</summary>
internal sealed class Lease
{
    public required string CallId { get; init; }

    /// <summary>Id of the call's only token; null for a room adopted at start, whose token is spent by definition.</summary>
    public required string? TokenId { get; init; }

    public required DateTimeOffset TokenExpiresAt { get; init; }

    public LeaseState State { get; set; } = LeaseState.Reserved;

    public bool TokenUsed { get; set; }

    /// <summary>A first join is under way upstream: neither a second one nor expiry may overtake it.</summary>
    public bool JoinPending { get; set; }

    public DateTimeOffset? JoinedAt { get; set; }

    public bool RoomSeen { get; set; }

    /// <summary>Until when a room lost with a restarting LiveKit may be joined again.</summary>
    public DateTimeOffset? RejoinUntil { get; set; }
}
