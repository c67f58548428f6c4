namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Moves the entries of this process's calls to PostgreSQL, each call in its order.</summary>
internal sealed partial class JournalShipper(CallJournal journal, JournalDelivery delivery, JournalStatus status, ShipSignal signal, TimeProvider time, ILogger<JournalShipper> logger)
{
    private const int BatchEntries = 500;

    private readonly CallJournal _journal = journal;
    private readonly JournalDelivery _delivery = delivery;
    private readonly JournalStatus _status = status;
    private readonly ShipSignal _signal = signal;
    private readonly ILogger<JournalShipper> _logger = logger;
    private readonly OncePerMinute _faultLog = new(time);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var work = Collect();
            if (work.Count == 0)
            {
                await _signal.WaitAsync(cancellationToken);
                continue;
            }

            await _delivery.DeliverAsync([.. work.SelectMany(item => item.Batch.Entries)], cancellationToken);
            foreach (var (call, batch) in work)
            {
                _status.Spooled(call.Spool.Acknowledge(batch));
                _status.Shipped(batch.Entries.Count);
                call.NoteShipped(batch.Entries.Count > 0 ? batch.Entries[^1].Entry.Sequence : 0);
                if (call.Spool.IsShipped)
                {
                    call.Spool.File?.Delete();
                    _journal.Forget(call);
                }
            }
        }
    }

    private List<(JournaledCall Call, SpoolBatch Batch)> Collect()
    {
        var work = new List<(JournaledCall, SpoolBatch)>();
        var room = BatchEntries;
        foreach (var call in _journal.Calls)
        {
            if (room <= 0)
            {
                break;
            }

            if (!call.Spool.IsShipped && Next(call, room) is { } batch && call.Spool.HasNews(batch))
            {
                work.Add((call, batch));
                room -= batch.Entries.Count;
            }
        }

        return work;
    }

    private SpoolBatch? Next(JournaledCall call, int limit)
    {
        try
        {
            return call.Spool.Next(limit);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // One unreadable file must not hold up the other calls; it is tried again with the next entry of any of them.
            if (_faultLog.IsDue())
            {
                LogUnreadable(exception, call.CallId);
            }

            return null;
        }
    }

    [LoggerMessage(EventId = 50, Level = LogLevel.Error, Message = "The spool of call {CallId} cannot be read; its entries stay on disk")]
    private partial void LogUnreadable(Exception exception, string callId);
}
