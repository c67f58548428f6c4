namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Entries to ship, and where the spool file is to be read on once they are, in bytes.</summary>
internal sealed record SpoolBatch(IReadOnlyList<SpooledEntry> Entries, long Offset);
