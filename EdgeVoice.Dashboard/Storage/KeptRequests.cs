namespace EdgeVoice.Dashboard.Storage;

/// <summary>The requests in one log's files, taken from the newest on. A file that cannot be read is passed over and told of.</summary>
/// <param name="choose">Which of them are wanted, newest first.</param>
internal sealed class KeptRequests(SegmentLog log, IReadOnlyList<string> files, Func<IEnumerable<ReadOnlyMemory<byte>>, IEnumerable<ReadOnlyMemory<byte>>> choose)
{
    private IEnumerator<ReadOnlyMemory<byte>>? _newestFirst;

    /// <summary>Of all files as they were found.</summary>
    public long Bytes { get; } = log.Counter.Now;

    /// <summary>Why a file could not be read; null when all could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Takes the newest that have not been taken yet.</summary>
    /// <returns>Oldest first.</returns>
    public List<ReadOnlyMemory<byte>> Take(long bytes)
    {
        _newestFirst ??= choose(NewestFirst()).GetEnumerator();
        List<ReadOnlyMemory<byte>> taken = [];
        while (bytes > 0 && _newestFirst.MoveNext())
        {
            taken.Add(_newestFirst.Current);
            bytes -= _newestFirst.Current.Length;
        }

        taken.Reverse();
        return taken;
    }

    private IEnumerable<ReadOnlyMemory<byte>> NewestFirst()
    {
        foreach (var file in files.Reverse())
        {
            foreach (var request in Enumerable.Reverse(Read(file)))
            {
                yield return request;
            }
        }
    }

    private List<ReadOnlyMemory<byte>> Read(string file)
    {
        try
        {
            return log.Read(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problem ??= exception.Message;
            return [];
        }
    }
}
