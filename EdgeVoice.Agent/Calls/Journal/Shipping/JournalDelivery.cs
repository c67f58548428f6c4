using System.Text;
using Npgsql;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Delivers entries for certain: tries until PostgreSQL has them, and sets aside the ones that it will never take.</summary>
internal sealed partial class JournalDelivery(JournalStore store, SpoolDirectory directory, JournalStatus status, TimeProvider time, ILogger<JournalDelivery> logger)
{
    // The driver's own limits, then its question whether it may give up: a server that hangs answers neither.
    private static readonly TimeSpan s_attemptLimit = TimeSpan.FromSeconds(12);

    private readonly JournalStore _store = store;
    private readonly SpoolDirectory _directory = directory;
    private readonly JournalStatus _status = status;
    private readonly TimeProvider _time = time;
    private readonly ILogger<JournalDelivery> _logger = logger;
    private readonly OncePerMinute _awayLog = new(time);

    /// <summary>Returns when every entry is in the database or set aside.</summary>
    public async Task DeliverAsync(IReadOnlyList<SpooledEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        try
        {
            foreach (var conflict in await UntilDoneAsync(token => _store.ShipAsync(entries, token), cancellationToken))
            {
                await UntilDoneAsync(_ => SetAside(conflict, "conflict"), cancellationToken);
            }
        }
        catch (PostgresException refused) when (IsAboutTheData(refused))
        {
            if (entries.Count == 1)
            {
                await UntilDoneAsync(_ => SetAside(entries[0], refused.SqlState), cancellationToken);
                return;
            }

            // One entry that cannot be stored must not hold up the others.
            foreach (var entry in entries)
            {
                await DeliverAsync([entry], cancellationToken);
            }
        }
    }

    /// <summary>Ends a call whose agent died, unless the journal already goes on behind its last entry.</summary>
    public Task EndLostCallAsync(CallEnded end, Guid writer, CancellationToken cancellationToken) =>
        UntilDoneAsync(token => _store.EndLostCallAsync(new SpooledEntry(end, writer, JournalJson.Write(end)), token), cancellationToken);

    /// <summary>Keeps a line that cannot be read as an entry.</summary>
    public Task SetAsideAsync(string spoolFile, DamagedLine line, CancellationToken cancellationToken) => UntilDoneAsync(
        _ =>
        {
            var path = _directory.SetAside($"{Path.GetFileName(spoolFile)}.{line.Offset}.torn", line.Bytes);
            _status.PutAside();
            LogDamaged(line.Bytes.Length, path);
            return Task.CompletedTask;
        },
        cancellationToken);

    private Task SetAside(SpooledEntry entry, string reason)
    {
        var path = _directory.SetAside($"{entry.Writer:N}.{entry.Entry.Generation}.{entry.Entry.Sequence}.{reason}", Encoding.UTF8.GetBytes(entry.Json));
        _status.PutAside();
        LogRefused(entry.Entry.Sequence, entry.Entry.CallId, reason, path);
        return Task.CompletedTask;
    }

    private Task<bool> UntilDoneAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken) => UntilDoneAsync(
        async token =>
        {
            await step(token);
            return true;
        },
        cancellationToken);

    private async Task<T> UntilDoneAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                // What is given up goes on until the driver gives it up as well, and may come through: an entry counts once, and a
                // slow server would never be done if it were stopped each time.
                var done = await step(cancellationToken).WaitAsync(s_attemptLimit, _time, cancellationToken);
                _status.DatabaseFailing = false;
                return done;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not PostgresException { SqlState: ['2', '2' or '3', ..] })
            {
                _status.DatabaseFailing = true;
                if (_awayLog.IsDue())
                {
                    LogAway(exception, _status.Unshipped);
                }
            }

            await Task.Delay(backoff.Next(), _time, cancellationToken);
        }
    }

    // Classes 22 (data exception) and 23 (integrity violation): another attempt would end the same way.
    private static bool IsAboutTheData(PostgresException exception) => exception.SqlState is ['2', '2' or '3', ..];

    [LoggerMessage(EventId = 20, Level = LogLevel.Warning, Message = "PostgreSQL does not take the journal: {Unshipped} entries wait in the spool. Trying until it does")]
    private partial void LogAway(Exception exception, long unshipped);

    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "Entry {Sequence} of call {CallId} cannot be stored ({Reason}) and is kept in {Path}")]
    private partial void LogRefused(long sequence, string callId, string reason, string path);

    [LoggerMessage(EventId = 22, Level = LogLevel.Warning, Message = "A spool held {Length} bytes that are no entry, torn by a crash; they are kept in {Path}")]
    private partial void LogDamaged(int length, string path);
}
