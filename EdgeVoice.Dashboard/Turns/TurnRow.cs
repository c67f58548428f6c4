namespace EdgeVoice.Dashboard.Turns;

/// <summary>A turn as lists show it: <c>TurnRow</c> of the API.</summary>
internal record TurnRow
{
    public required string Id { get; init; }

    public required string SessionId { get; init; }

    public required int Index { get; init; }

    public required int Generation { get; init; }

    public required string? TraceId { get; init; }

    public required string? Region { get; init; }

    public required string? Persona { get; init; }

    public required string Initiator { get; init; }

    public required string Outcome { get; init; }

    public required bool Interrupted { get; init; }

    public required string StartedAt { get; init; }

    public required double LengthMs { get; init; }

    /// <summary>At the caller's ear where the media path is known, otherwise at the agent.</summary>
    public required double? HeardSilenceMs { get; init; }

    /// <summary>What of it is sound on its way to the agent and back; null where that was not measured.</summary>
    public required double? MediaPathMs { get; init; }

    public required double? BargeInStopMs { get; init; }

    public required IReadOnlyList<string> Tools { get; init; }

    public required IReadOnlyList<Phase> Phases { get; init; }

    public Cause? Cause { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public required Tokens? Tokens { get; init; }

    public required double? Cost { get; init; }

    public required string? Model { get; init; }

    public required string Source { get; init; }
}
