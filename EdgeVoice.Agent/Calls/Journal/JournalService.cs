namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Runs the journal. Register what appends to it later, so that the host stops that first.</summary>
internal sealed partial class JournalService(
    CallJournal journal,
    SpoolWriter writer,
    JournalShipper shipper,
    SpoolRecovery recovery,
    SpoolDirectory directory,
    JournalStatus status,
    ILogger<JournalService> logger) : IHostedService, IDisposable
{
    // What does not reach PostgreSQL in this time is on disk and is shipped by the next process.
    private static readonly TimeSpan s_flushLimit = TimeSpan.FromSeconds(5);

    private readonly CallJournal _journal = journal;
    private readonly SpoolWriter _writer = writer;
    private readonly JournalShipper _shipper = shipper;
    private readonly SpoolRecovery _recovery = recovery;
    private readonly SpoolDirectory _directory = directory;
    private readonly JournalStatus _status = status;
    private readonly ILogger<JournalService> _logger = logger;
    private readonly CancellationTokenSource _stopping = new();
    private Task _writing = Task.CompletedTask;
    private Task _shipping = Task.CompletedTask;
    private Task _recovering = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.Run(WriteAsync, CancellationToken.None);
        _shipping = Task.Run(() => GuardAsync(_shipper.RunAsync), CancellationToken.None);
        _recovering = Task.Run(() => GuardAsync(_recovery.RunAsync), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _journal.FlushAsync(s_flushLimit, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The host is out of time; the disk still gets its share below.
        }

        _journal.Complete();
        // A disk that hangs must not hold up the host for longer than it allows.
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopping.CancelAsync();
        await Task.WhenAll(_shipping, _recovering);
        if (_status.Unshipped > 0)
        {
            LogLeft(_status.Unshipped, _status.Unspooled);
        }

        _directory.Dispose();
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>As below; the writer ends by itself when the journal is complete.</summary>
    private async Task WriteAsync()
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                await _writer.RunAsync();
                return;
            }
            catch (Exception exception)
            {
                LogFault(exception);
            }

            await Task.Delay(backoff.Next(), CancellationToken.None);
        }
    }

    /// <summary>A fault that nobody foresaw must be seen and must not end the shipping for good.</summary>
    private async Task GuardAsync(Func<CancellationToken, Task> run)
    {
        var backoff = new Backoff();
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await run(_stopping.Token);
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                LogFault(exception);
                await Task.Delay(backoff.Next(), CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventId = 40, Level = LogLevel.Warning, Message = "Stopping with {Unshipped} journal entries not in PostgreSQL, {Unspooled} of them not on disk")]
    private partial void LogLeft(long unshipped, long unspooled);

    [LoggerMessage(EventId = 41, Level = LogLevel.Error, Message = "A part of the journal failed and is started again")]
    private partial void LogFault(Exception exception);
}
