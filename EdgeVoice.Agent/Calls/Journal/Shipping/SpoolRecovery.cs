namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Ships what dead agents of this machine left behind, and ends their calls.</summary>
internal sealed partial class SpoolRecovery(SpoolDirectory directory, JournalDelivery delivery, JournalStatus status, TimeProvider time, ILogger<SpoolRecovery> logger)
{
    private const int BatchEntries = 500;

    // An agent that dies while this one lives is found on the next round.
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    private readonly SpoolDirectory _directory = directory;
    private readonly JournalDelivery _delivery = delivery;
    private readonly JournalStatus _status = status;
    private readonly TimeProvider _time = time;
    private readonly ILogger<SpoolRecovery> _logger = logger;
    private readonly OncePerMinute _faultLog = new(time);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await RecoverAsync(cancellationToken);
            await Task.Delay(s_interval, _time, cancellationToken);
        }
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var abandoned = _directory.TakeAbandoned();
        try
        {
            _status.Leftovers = abandoned.Sum(spool => spool.Files.Count);
            foreach (var spool in abandoned)
            {
                await RecoverAsync(spool, cancellationToken);
            }
        }
        finally
        {
            foreach (var spool in abandoned)
            {
                spool.Dispose();
            }
        }
    }

    private async Task RecoverAsync(AbandonedSpool spool, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var file in spool.Files)
            {
                await ShipAsync(file, cancellationToken);
                File.Delete(file);
                _status.Leftovers--;
            }

            spool.Delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (_faultLog.IsDue())
            {
                LogUnreadable(exception);
            }
        }
    }

    private async Task ShipAsync(string file, CancellationToken cancellationToken)
    {
        // The file's name holds the writer: shipping the same file again must give the same entries.
        var writer = SpoolState.WriterOf(file);
        using var handle = File.OpenHandle(file);
        var length = RandomAccess.GetLength(handle);
        JournalEntry? last = null;
        for (var offset = 0L; offset < length;)
        {
            var read = SpoolReader.Read(handle, offset, length, BatchEntries);
            foreach (var line in read.Damaged)
            {
                await _delivery.SetAsideAsync(file, line, cancellationToken);
            }

            await _delivery.DeliverAsync([.. read.Entries.Select(entry => new SpooledEntry(entry, writer, JournalJson.Write(entry)))], cancellationToken);
            last = read.Entries.Count > 0 ? read.Entries[^1] : last;
            offset = read.Offset;
        }

        if (last is null or CallEnded)
        {
            return;
        }

        var end = new CallEnded(last.CallId, File.GetLastWriteTimeUtc(file), CallEnded.AgentLost, "the agent's process ended during the call", Turns: 0) { Generation = last.Generation, Sequence = last.Sequence + 1 };
        await _delivery.EndLostCallAsync(end, writer, cancellationToken);
        LogLost(last.CallId, last.Sequence);
    }

    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "Call {CallId} lost its agent after entry {Sequence}")]
    private partial void LogLost(string callId, long sequence);

    [LoggerMessage(EventId = 31, Level = LogLevel.Error, Message = "The spool of a dead agent cannot be read")]
    private partial void LogUnreadable(Exception exception);
}
