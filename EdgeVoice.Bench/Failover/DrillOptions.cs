namespace EdgeVoice.Bench.Failover;

/// <summary>What the command line says.</summary>
/// <param name="Calls">Calls per fault.</param>
/// <param name="Attach">State directory of an AppHost that runs; nothing starts one.</param>
/// <param name="Database">Connection string for an attached AppHost's database; nothing leaves the journal unchecked there.</param>
/// <param name="Faults">Names of the faults; none for all.</param>
/// <param name="Rehearsals">Names of faults that are struck once before and not counted: processes that have just started compile what they do for the first time.</param>
/// <param name="Outage">How long the database stays away.</param>
/// <param name="Place">Where the callers are; the nearest region is the one that breaks.</param>
internal sealed record DrillOptions(
    int Calls, string? Attach, string? Database, IReadOnlyList<string> Faults, IReadOnlyList<string> Rehearsals, TimeSpan Outage, string Place, FileInfo? Json, FileInfo? Svg, FileInfo? Log, bool Verbose);
