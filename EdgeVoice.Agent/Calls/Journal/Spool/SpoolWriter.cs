using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>The one that writes spool files. While the disk refuses, entries wait in bounded memory and calls go on.</summary>
internal sealed partial class SpoolWriter(
    CallJournal journal,
    SpoolDirectory directory,
    JournalStatus status,
    ShipSignal signal,
    IOptions<JournalOptions> options,
    TimeProvider time,
    ILogger<SpoolWriter> logger)
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);

    private readonly CallJournal _journal = journal;
    private readonly SpoolDirectory _directory = directory;
    private readonly JournalStatus _status = status;
    private readonly ShipSignal _signal = signal;
    private readonly int _memoryEntries = options.Value.SpoolMemoryEntries;
    private readonly TimeProvider _time = time;
    private readonly ILogger<SpoolWriter> _logger = logger;
    private readonly OncePerMinute _faultLog = new(time);
    private readonly HashSet<JournaledCall> _waiting = [];
    private long _retryAt = long.MinValue;

    /// <summary>Ends when the journal is complete and what was queued has been tried.</summary>
    public async Task RunAsync()
    {
        var more = _journal.Queue.WaitToReadAsync().AsTask();
        while (true)
        {
            await Task.WhenAny(more, _waiting.Count == 0 ? more : Task.Delay(s_retry, _time));
            var complete = more.IsCompleted && !await more;
            Take();
            Write(evenIfJustRefused: complete);
            _signal.Set();
            if (complete)
            {
                break;
            }

            more = more.IsCompleted ? _journal.Queue.WaitToReadAsync().AsTask() : more;
        }

        foreach (var call in _journal.Calls)
        {
            call.Spool.File?.Dispose();
        }
    }

    private void Take()
    {
        while (_journal.Queue.TryRead(out var item))
        {
            if (_status.DiskFailing && !item.Entry.IsEssential && _status.Unspooled > _memoryEntries)
            {
                _status.Dropped();
                continue;
            }

            try
            {
                item.Call.Spool.Add(item.Entry);
                _waiting.Add(item.Call);
            }
            catch (Exception exception)
            {
                // One entry that cannot be written as JSON must not end the journal of all calls.
                _status.Dropped();
                LogUnwritable(exception, item.Entry.GetType().Name, item.Entry.CallId);
            }
        }
    }

    private void Write(bool evenIfJustRefused)
    {
        if (_time.GetTimestamp() < _retryAt && !evenIfJustRefused)
        {
            return;
        }

        try
        {
            foreach (var call in _waiting.ToArray())
            {
                Write(call.Spool);
                _waiting.Remove(call);
            }

            _status.DiskFailing = false;
        }
        catch (Exception exception)
        {
            _status.DiskFailing = true;
            _retryAt = _time.GetTimestamp() + (long)(s_retry.TotalSeconds * _time.TimestampFrequency);
            if (_faultLog.IsDue())
            {
                LogRefused(exception, _status.Unspooled, _status.Lost);
            }
        }
    }

    private void Write(SpoolState spool)
    {
        var entries = spool.Unwritten();
        if (entries.Count == 0)
        {
            return;
        }

        spool.File ??= new SpoolFile(Path.Combine(_directory.Own(), spool.FileName));
        spool.File.Append(entries);
        _status.Spooled(spool.Written(entries[^1].Entry.Sequence, spool.File.Committed));
    }

    [LoggerMessage(EventId = 11, Level = LogLevel.Error, Message = "{Kind} of call {CallId} cannot be written as JSON and is lost")]
    private partial void LogUnwritable(Exception exception, string kind, string callId);

    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "The spool disk refuses journal entries: {InMemory} wait in memory, {Lost} are lost. Check Agent__SpoolDirectory for space and rights")]
    private partial void LogRefused(Exception exception, long inMemory, long lost);
}
