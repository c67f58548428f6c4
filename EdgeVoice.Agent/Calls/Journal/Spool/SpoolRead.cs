namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>What stands in a part of a spool file; the offset tells where to read on, in bytes.</summary>
internal sealed record SpoolRead(IReadOnlyList<JournalEntry> Entries, long Offset, IReadOnlyList<DamagedLine> Damaged);
