namespace EdgeVoice.Bench.Failover.Results;

/// <summary>All calls that met one fault.</summary>
internal sealed record FaultSummary(
    string Fault, int Calls, Percentiles? DetectionMs, Percentiles? GapMs, int CallsLost, int TurnsSeen, int TurnsLost, int EffectsRepeated, int SlotsLeaked, int TwoSpeakers)
{
    public static FaultSummary Of(string fault, IReadOnlyList<CallResult> calls, int slotsLeaked) => new(
        fault,
        calls.Count,
        Percentiles.Of(calls.Where(call => call.DetectionMs is not null).Select(call => call.DetectionMs!.Value)),
        Percentiles.Of(calls.Where(call => call.Gap is { To: not null }).Select(call => call.Gap!.Value.Length)),
        calls.Count(call => call.Lost is not null),
        calls.Sum(call => call.TurnsSeen),
        calls.Sum(call => call.LostTurns),
        calls.Sum(call => call.RepeatedEffects),
        slotsLeaked,
        calls.Count(call => call.TwoSpeakersMs > 0));
}
