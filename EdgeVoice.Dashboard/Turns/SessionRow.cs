namespace EdgeVoice.Dashboard.Turns;

/// <summary>A call as lists show it: <c>SessionRow</c> of the API.</summary>
internal sealed record SessionRow
{
    public required string Id { get; init; }

    public required string? Region { get; init; }

    public required IReadOnlyList<string> Regions { get; init; }

    public required string? Persona { get; init; }

    public required string? Model { get; init; }

    public required string StartedAt { get; init; }

    public required string? EndedAt { get; init; }

    public required double LengthMs { get; init; }

    public required bool InProgress { get; init; }

    public required string? Outcome { get; init; }

    public required int Generations { get; init; }

    public required int Turns { get; init; }

    public required Distribution HeardSilence { get; init; }

    public required int? SlowestTurn { get; init; }

    public required int Interruptions { get; init; }

    public required int Tools { get; init; }

    public required int Errors { get; init; }

    public required int Findings { get; init; }

    public required double? Cost { get; init; }

    public required bool HasAudio { get; init; }

    public required string Source { get; init; }
}
