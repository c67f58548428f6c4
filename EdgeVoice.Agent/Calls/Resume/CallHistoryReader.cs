using EdgeVoice.Agent.Calls.Generations;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Database;

namespace EdgeVoice.Agent.Calls.Resume;

/// <summary>
/// Reads what is known of a call: from PostgreSQL, and from the spool files of this region's disk, which hold what a dead
/// or cut-off agent could not ship. Each entry counts once.
/// </summary>
internal sealed partial class CallHistoryReader(SpoolDirectory spools, JournalStore store, GenerationStore generations, TimeProvider time, ILogger<CallHistoryReader> logger)
{
    // The caller waits. What the disk has is worth going on with; without it there is nothing else.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_limitWithoutDisk = TimeSpan.FromSeconds(6);

    /// <summary>The history before <paramref name="generation"/>. Without PostgreSQL it is what the region's disk holds.</summary>
    public async Task<CallHistory> ReadAsync(string callId, int generation, CancellationToken cancellationToken)
    {
        // First the disk: a file vanishes when its entries are in the database, so that one of the two has each of them.
        var spooled = spools.EntriesOf(callId);
        var stored = new StoredCall([], []);
        IReadOnlyList<Generation> taken = [];
        try
        {
            (taken, stored) = await PatientQuery.RunAsync(
                async limit => (await generations.OfAsync(callId, limit).ConfigureAwait(false), await store.LoadAsync(callId, limit).ConfigureAwait(false)),
                spooled.Count > 0 ? s_limit : s_limitWithoutDisk,
                int.MaxValue,
                time,
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            LogDiskOnly(callId, spooled.Count, exception.Message);
        }

        var entries = stored.Entries
            .Concat(spooled.Where(entry => !IsSuperseded(entry, taken)))
            .Where(entry => entry.Generation < generation)
            .DistinctBy(entry => (entry.Generation, entry.Sequence))
            .OrderBy(entry => entry.Generation)
            .ThenBy(entry => entry.Sequence)
            .ToArray();
        return CallHistory.Of([.. entries, .. LostIntents(stored, entries, generation)]);
    }

    /// <summary>Tool calls that had their effect while the journal's entry of them died with an agent: they are open, and run again under their keys.</summary>
    private static IEnumerable<JournalEntry> LostIntents(StoredCall stored, IEnumerable<JournalEntry> entries, int generation)
    {
        var known = entries.OfType<ToolCallStarted>().Select(call => call.IdempotencyKey).ToHashSet();
        return stored.Intents.Where(intent => intent.Generation < generation && !known.Contains(intent.IdempotencyKey));
    }

    /// <summary>The rule by which the database marks entries, for those that have not arrived there.</summary>
    private static bool IsSuperseded(JournalEntry entry, IReadOnlyList<Generation> taken) =>
        taken.Any(younger => younger.Number > entry.Generation && younger.TakenAt < entry.CountsFrom);

    [LoggerMessage(EventName = "HistoryFromDiskOnly", Level = LogLevel.Warning, Message = "The history of call {CallId} comes from the region's disk alone, {Entries} entries: {Reason}")]
    private partial void LogDiskOnly(string callId, int entries, string reason);
}
