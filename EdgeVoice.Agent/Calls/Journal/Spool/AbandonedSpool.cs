namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>What a dead process left behind, held so that only one process ships it.</summary>
internal sealed class AbandonedSpool(FileStream ownership, string folder) : IDisposable
{
    private readonly FileStream _ownership = ownership;
    private readonly string _folder = folder;

    public IReadOnlyList<string> Files => Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*.jsonl") : [];

    /// <summary>Every spool file in it is in the database; a folder that holds something else stays.</summary>
    public void Delete()
    {
        if (Directory.Exists(_folder))
        {
            if (Directory.EnumerateFileSystemEntries(_folder).Any())
            {
                return;
            }

            Directory.Delete(_folder);
        }

        File.Delete(_ownership.Name);
    }

    public void Dispose() => _ownership.Dispose();
}
