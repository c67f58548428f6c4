using System.Collections.Concurrent;
using System.Threading.Channels;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>
/// Takes every fact about every call of this process. An entry goes through memory to a spool file on local disk, and from there to PostgreSQL;
/// neither a slow disk nor a missing database is felt by a call.
/// </summary>
internal sealed partial class CallJournal(JournalStatus status, TimeProvider time, ILogger<CallJournal> logger)
{
    // Minutes of entries at full load; it fills only when the disk hangs.
    private const int QueueCapacity = 10_000;

    // On top of it, for what a call cannot be without: a handful a call.
    private const int EssentialReserve = 2_000;

    // Late entries of an ended call must be recognised, not start a journal of their own.
    private const int RememberedEndedCalls = 1_024;

    private static readonly TimeSpan s_flushPoll = TimeSpan.FromMilliseconds(20);

    private readonly JournalStatus _status = status;
    private readonly TimeProvider _time = time;
    private readonly ILogger<CallJournal> _logger = logger;
    private readonly OncePerMinute _lossLog = new(time);
    private readonly ConcurrentDictionary<(string CallId, int Generation), JournaledCall> _calls = new();
    private readonly ConcurrentQueue<JournaledCall> _endedCalls = new();
    private readonly Channel<(JournaledCall Call, JournalEntry Entry)> _queue =
        Channel.CreateBounded<(JournaledCall, JournalEntry)>(new BoundedChannelOptions(QueueCapacity + EssentialReserve) { SingleReader = true });

    /// <summary>What the spool writer reads.</summary>
    internal ChannelReader<(JournaledCall Call, JournalEntry Entry)> Queue => _queue.Reader;

    internal IEnumerable<JournaledCall> Calls => _calls.Values;

    /// <summary>Records the entry; its <see cref="JournalEntry.Sequence"/> is given here. Never blocks and never throws: callable from the audio path.</summary>
    public void Append(JournalEntry entry) => Append(entry, HandOver);

    /// <summary>Records the entry as <see cref="Append(JournalEntry)"/> does, and tells when it outlives this process.</summary>
    /// <returns>Completes when it is on disk or in PostgreSQL; not at all while both refuse.</returns>
    public Task AppendSafelyAsync(JournalEntry entry)
    {
        var safe = Task.CompletedTask;
        Append(entry, (call, numbered) =>
        {
            safe = call.Spool.WhenSafe(numbered.Sequence);
            HandOver(call, numbered);
        });
        return safe;
    }

    /// <summary>How long the oldest entry has been waiting that is not in PostgreSQL; zero when all are.</summary>
    public TimeSpan OldestAge()
    {
        var now = _time.GetTimestamp();
        return _calls.Values.Select(call => call.OldestPending is { } since ? _time.GetElapsedTime(since, now) : TimeSpan.Zero).DefaultIfEmpty().Max();
    }

    /// <summary>Waits until all that was appended is in PostgreSQL.</summary>
    /// <returns><c>false</c> when <paramref name="limit"/> passed first; the rest is on disk and is shipped later.</returns>
    public async Task<bool> FlushAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (_status.Unshipped > 0)
        {
            if (_time.GetElapsedTime(started) >= limit)
            {
                return false;
            }

            await Task.Delay(s_flushPoll, _time, cancellationToken);
        }

        return true;
    }

    /// <summary>No entry is taken any more; the spool writer ends when it has written what is queued.</summary>
    internal void Complete() => _queue.Writer.TryComplete();

    /// <summary>Everything of the call is in PostgreSQL: keep its name for a while, then forget it.</summary>
    internal void Forget(JournaledCall call)
    {
        _endedCalls.Enqueue(call);
        while (_endedCalls.Count > RememberedEndedCalls && _endedCalls.TryDequeue(out var oldest))
        {
            _calls.TryRemove(KeyValuePair.Create((oldest.CallId, oldest.Generation), oldest));
        }
    }

    private void Append(JournalEntry entry, Action<JournaledCall, JournalEntry> handOver)
    {
        var call = _calls.GetOrAdd((entry.CallId, entry.Generation), static key => new JournaledCall(key.CallId, key.Generation));
        if (!call.TryNumber(entry, handOver))
        {
            LogAfterEnd(entry.GetType().Name, entry.CallId);
        }
    }

    private void HandOver(JournaledCall call, JournalEntry entry)
    {
        _status.Appended();
        call.NotePending(entry.Sequence, _time.GetTimestamp());
        if ((_queue.Reader.Count >= QueueCapacity && !entry.IsEssential) || !_queue.Writer.TryWrite((call, entry)))
        {
            _status.Dropped();
            if (_lossLog.IsDue())
            {
                LogLost(_status.Lost);
            }
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Kind} of call {CallId} came after the call's end and is not recorded")]
    private partial void LogAfterEnd(string kind, string callId);

    [LoggerMessage(EventId = 2, Level = LogLevel.Critical, Message = "The spool disk does not keep up: {Lost} journal entries lost so far")]
    private partial void LogLost(long lost);
}
