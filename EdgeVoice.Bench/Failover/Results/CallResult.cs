using EdgeVoice.Bench.Failover.Recordings;

namespace EdgeVoice.Bench.Failover.Results;

/// <summary>What one call went through.</summary>
/// <param name="Fault">Name of the fault.</param>
/// <param name="FaultAt">When it struck, ms since the call's start.</param>
/// <param name="DetectedAt">The first sign that the caller had of it, ms since the call's start; nothing when it had none.</param>
/// <param name="DetectedBy">That sign.</param>
/// <param name="Gap">The longest silence that it made; nothing when nobody spoke.</param>
/// <param name="Lost">Why the call counts as lost; nothing when it went on.</param>
/// <param name="From">Region in which it was hit.</param>
/// <param name="To">Region in which it ended.</param>
/// <param name="Generations">Agents that it had.</param>
/// <param name="LostTurns">Turns that the caller was told of and that are not in PostgreSQL.</param>
/// <param name="RepeatedEffects">Side effects of its tools that happened more than once.</param>
/// <param name="TwoSpeakersMs">How long two agents were heard at once, ms.</param>
internal sealed record CallResult(
    string CallId,
    string Fault,
    double FaultAt,
    double? DetectedAt,
    string? DetectedBy,
    AudioGap? Gap,
    string? Lost,
    string From,
    string To,
    int Generations,
    int TurnsSeen,
    int LostTurns,
    int RepeatedEffects,
    double TwoSpeakersMs,
    IReadOnlyList<HeardFrame> Recording)
{
    public double? DetectionMs => DetectedAt - FaultAt;
}
