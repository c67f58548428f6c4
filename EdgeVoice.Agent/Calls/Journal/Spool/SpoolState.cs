using System.Security.Cryptography;
using System.Text;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>
/// Where the entries of one call are. The spool writer adds and stores them, the shipper takes and acknowledges them;
/// entries that the disk refused wait in memory behind those of the file, so that the order holds.
/// </summary>
internal sealed class SpoolState(string callId, int generation)
{
    private readonly string _callId = callId;
    private readonly Lock _gate = new();
    private readonly List<SpooledEntry> _unwritten = [];
    private readonly List<(long Sequence, TaskCompletionSource Safe)> _awaited = [];
    private long _readOffset;
    private long _committed;
    private long _shippedSequence;
    private long _endSequence = long.MaxValue;
    private long _safeSequence;

    public Guid Writer { get; } = Guid.NewGuid();

    /// <summary>Unique on the machine and readable by a person, whatever characters the id holds.</summary>
    public string FileName => $"{SafeName(_callId)}.{generation}.{Writer:N}.jsonl";

    public SpoolFile? File { get; set; }

    public bool IsShipped
    {
        get
        {
            lock (_gate)
            {
                return _shippedSequence >= _endSequence;
            }
        }
    }

    /// <summary>The writer that <see cref="FileName"/> holds; for a foreign file one that is always the same for its name.</summary>
    public static Guid WriterOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return Guid.TryParseExact(name[(name.LastIndexOf('.') + 1)..], "N", out var writer)
            ? writer
            : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }

    /// <summary>Matches the spool files of a call, of all its generations and of builds that knew none; another call's may match as well.</summary>
    public static string PatternFor(string callId) => $"{SafeName(callId)}.*jsonl";

    public void Add(JournalEntry entry)
    {
        var spooled = SpooledEntry.From(entry, Writer);
        lock (_gate)
        {
            _unwritten.Add(spooled);
            if (entry is CallEnded)
            {
                _endSequence = entry.Sequence;
            }
        }
    }

    /// <summary>Completes when the entry outlives this process: on disk, or in the database.</summary>
    public Task WhenSafe(long sequence)
    {
        lock (_gate)
        {
            if (sequence <= _safeSequence)
            {
                return Task.CompletedTask;
            }

            var safe = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((sequence, safe));
            return safe.Task;
        }
    }

    public IReadOnlyList<SpooledEntry> Unwritten()
    {
        lock (_gate)
        {
            return [.. _unwritten];
        }
    }

    /// <summary>The entries up to the sequence are in the file, which is that long now.</summary>
    /// <returns>How many of them the shipper had not yet taken from memory.</returns>
    public int Written(long throughSequence, long committed)
    {
        lock (_gate)
        {
            _committed = committed;
            SafeThrough(throughSequence);
            return _unwritten.RemoveAll(item => item.Entry.Sequence <= throughSequence);
        }
    }

    /// <summary>The next entries to ship, oldest first.</summary>
    public SpoolBatch Next(int limit)
    {
        long offset, committed, shipped;
        SpooledEntry[] inMemory;
        lock (_gate)
        {
            (offset, committed, shipped) = (_readOffset, _committed, _shippedSequence);
            inMemory = offset < committed ? [] : [.. _unwritten.Take(limit)];
        }

        if (offset == committed)
        {
            return new SpoolBatch(inMemory, offset);
        }

        var read = File!.Read(offset, committed, limit);
        // A line may have gone out from memory before the disk took it.
        return new SpoolBatch([.. read.Entries.Where(entry => entry.Sequence > shipped).Select(entry => new SpooledEntry(entry, Writer, JournalJson.Write(entry)))], read.Offset);
    }

    /// <summary>Whether the batch moves anything: entries, or the place to read on.</summary>
    public bool HasNews(SpoolBatch batch)
    {
        lock (_gate)
        {
            return batch.Entries.Count > 0 || batch.Offset != _readOffset;
        }
    }

    /// <returns>How many of the entries were acknowledged while the disk had not taken them.</returns>
    public int Acknowledge(SpoolBatch batch)
    {
        lock (_gate)
        {
            _readOffset = batch.Offset;
            if (batch.Entries.Count == 0)
            {
                return 0;
            }

            _shippedSequence = batch.Entries[^1].Entry.Sequence;
            SafeThrough(_shippedSequence);
            return _unwritten.RemoveAll(item => item.Entry.Sequence <= _shippedSequence);
        }
    }

    private void SafeThrough(long sequence)
    {
        _safeSequence = Math.Max(_safeSequence, sequence);
        foreach (var (_, safe) in _awaited.Where(awaited => awaited.Sequence <= _safeSequence))
        {
            safe.TrySetResult();
        }

        _awaited.RemoveAll(awaited => awaited.Sequence <= _safeSequence);
    }

    private static string SafeName(string callId) =>
        string.Concat(callId.Take(64).Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' ? character : '_'));
}
