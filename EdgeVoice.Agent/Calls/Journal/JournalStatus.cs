namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Where the entries of this process are, for health and for whoever waits until all are safe.</summary>
internal sealed class JournalStatus
{
    private long _unspooled;
    private long _unshipped;
    private long _lost;
    private long _setAside;
    private volatile bool _diskFailing;
    private volatile bool _databaseFailing;
    private volatile int _leftovers;

    /// <summary>Appended and not yet on disk.</summary>
    public long Unspooled => Interlocked.Read(ref _unspooled);

    /// <summary>Appended and not yet in PostgreSQL.</summary>
    public long Unshipped => Interlocked.Read(ref _unshipped);

    /// <summary>Dropped because disk and memory were both exhausted.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Kept as files for a person to look at: torn, unreadable or in conflict.</summary>
    public long SetAside => Interlocked.Read(ref _setAside);

    public bool DiskFailing { get => _diskFailing; set => _diskFailing = value; }

    public bool DatabaseFailing { get => _databaseFailing; set => _databaseFailing = value; }

    /// <summary>Spool files of dead processes that still have to be shipped.</summary>
    public int Leftovers { get => _leftovers; set => _leftovers = value; }

    public void Appended()
    {
        Interlocked.Increment(ref _unspooled);
        Interlocked.Increment(ref _unshipped);
    }

    public void Spooled(int entries) => Interlocked.Add(ref _unspooled, -entries);

    public void Shipped(int entries) => Interlocked.Add(ref _unshipped, -entries);

    public void Dropped()
    {
        Interlocked.Increment(ref _lost);
        Interlocked.Decrement(ref _unspooled);
        Interlocked.Decrement(ref _unshipped);
    }

    public void PutAside() => Interlocked.Increment(ref _setAside);
}
