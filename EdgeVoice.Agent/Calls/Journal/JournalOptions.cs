using System.ComponentModel.DataAnnotations;

namespace EdgeVoice.Agent.Calls.Journal;

internal sealed class JournalOptions
{
    public const string SectionName = "Agent";

    /// <summary>Local disk that outlives the process. It may be shared by the agents of one machine, not by machines.</summary>
    [Required(ErrorMessage = "Agent__SpoolDirectory is empty. Set it to a folder on a local disk that survives a restart of the agent.")]
    public string SpoolDirectory { get; set; } = Path.Combine(Path.GetTempPath(), "edgevoice-spool");

    /// <summary>Entries kept in memory while the disk cannot be written; about 1 KB each.</summary>
    [Range(100, 1_000_000, ErrorMessage = "Agent__SpoolMemoryEntries must be between 100 and 1000000.")]
    public int SpoolMemoryEntries { get; set; } = 10_000;
}
