namespace EdgeVoice.Bench.Failover;

/// <summary>What the command line says.</summary>
/// <param name="Calls">Calls per fault and round.</param>
/// <param name="Rounds">How often each fault is struck; the report is of all rounds.</param>
/// <param name="Faults">Names of the faults; none for all.</param>
/// <param name="Rehearsals">Names of faults that are struck once before and not counted: processes that have just started compile what they do for the first time.</param>
/// <param name="Outage">How long the database stays away.</param>
/// <param name="Place">Where the callers are; the nearest region is the one that breaks.</param>
internal sealed record DrillOptions(
    int Calls, int Rounds, IReadOnlyList<string> Faults, IReadOnlyList<string> Rehearsals, TimeSpan Outage, string Place, FileInfo? Json, FileInfo? Svg, FileInfo? Log, bool Verbose);
