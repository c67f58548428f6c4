using EdgeVoice.Agent.LiveKit.WorkerWire;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>
/// Offers this process to the LiveKit server as an agent worker, again and again as connections come and go, and on stop
/// lets running calls end.
/// </summary>
internal sealed partial class AgentWorker : BackgroundService, IHostedLifecycleService
{
    // For handlers to leave their rooms once the drain limit has passed.
    private static readonly TimeSpan s_cancelLimit = TimeSpan.FromSeconds(10);

    private readonly IOptions<LiveKitOptions> _liveKit;
    private readonly WorkerOptions _options;
    private readonly SlotPool _slots;
    private readonly WorkerState _state;
    private readonly JobTable _jobs;
    private readonly TimeProvider _time;
    private readonly ILogger<AgentWorker> _logger;
    private readonly Lock _gate = new();
    // What happened to jobs while no server could be told.
    private readonly Queue<UpdateJobStatus> _unsent = new();
    private volatile WorkerConnection? _connection;
    private Drain? _drain;
    private Task _draining = Task.CompletedTask;
    private int _failures;

    public AgentWorker(
        IOptions<LiveKitOptions> liveKit,
        IOptions<WorkerOptions> options,
        SlotPool slots,
        WorkerState state,
        JobTable jobs,
        TimeProvider time,
        ILogger<AgentWorker> logger)
    {
        _liveKit = liveKit;
        _options = options.Value;
        _slots = slots;
        _state = state;
        _jobs = jobs;
        _time = time;
        _logger = logger;
        _jobs.Reported += Report;
        _slots.Changed += SendStatus;
    }

    /// <summary>
    /// Takes no more jobs and waits for the running ones; after <paramref name="limit"/> those that are left are asked to
    /// hand their calls over, and at last cancelled. Further calls join the first and can only shorten its limit.
    /// </summary>
    public Task DrainAsync(TimeSpan limit)
    {
        lock (_gate)
        {
            if (_drain is { } running)
            {
                running.Shorten(limit);
            }
            else
            {
                var drain = _drain = new Drain(limit, _time);
                _draining = Task.Run(() => DrainOnceAsync(drain));
            }

            return _draining;
        }
    }

    /// <summary>Takes jobs again. Calls that have been asked to go elsewhere go.</summary>
    public void EndDrain()
    {
        lock (_gate)
        {
            _drain?.Abandon();
            _drain = null;
            _jobs.Open();
            _state.Draining = false;
        }

        SendStatus();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Drains before any service stops: until the last call has ended the process answers as it did, its status above all.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await DrainAsync(TimeSpan.FromSeconds(_options.DrainSeconds)).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _jobs.CancelAll();
        }

        _state.Finish();
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Dispose()
    {
        _jobs.Reported -= Report;
        _slots.Changed -= SendStatus;
        _drain?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await ServeOnceAsync(stoppingToken).ConfigureAwait(false);
            // Cancelled: the loop sees it.
            await Task.Delay(ReconnectDelay.After(_failures++), _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeOnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var socket = await WorkerSocket.ConnectAsync(_liveKit.Value, _time.GetUtcNow(), stoppingToken).ConfigureAwait(false);
            var connection = new WorkerConnection(socket, _options, _state, _jobs, _time, _logger);
            connection.Registered += Attach;
            try
            {
                await connection.RunAsync(stoppingToken).ConfigureAwait(false);
                LogClosed(_jobs.Running.Count);
            }
            finally
            {
                Detach();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (WorkerRejectedException exception)
        {
            LogRejected(exception.Message);
        }
        // Whatever it is: the next connection is another try, and the end of this service that of every call of the process.
        catch (Exception exception)
        {
            LogUnreachable(_liveKit.Value.Url, exception.Message, _jobs.Running.Count);
        }
    }

    private void Attach(WorkerConnection connection)
    {
        lock (_gate)
        {
            _connection = connection;
            _failures = 0;
            _state.Registered = true;
            if (_jobs.Running is { Count: > 0 } running)
            {
                connection.Migrate(running);
            }

            while (_unsent.TryDequeue(out var update))
            {
                connection.Send(update);
            }
        }
    }

    private void Detach()
    {
        lock (_gate)
        {
            _connection = null;
            _state.Registered = false;
        }

        _jobs.ReleaseReservations();
    }

    private void Report(UpdateJobStatus update)
    {
        lock (_gate)
        {
            if (_connection is { } connection)
            {
                connection.Send(update);
            }
            else
            {
                _unsent.Enqueue(update);
            }
        }
    }

    private void SendStatus() => _connection?.SendStatus();

    private async Task DrainOnceAsync(Drain drain)
    {
        _jobs.Close();
        _state.Draining = true;
        SendStatus();
        LogDraining(_jobs.Running.Count, drain.Limit.TotalSeconds);
        if (await IsIdleBeforeAsync(drain.Passed).ConfigureAwait(false) || drain.IsAbandoned)
        {
            return;
        }

        LogDrainLimit(_jobs.Running.Count);
        _jobs.ReleaseReservations();
        if (await IsIdleWithinAsync(_jobs.HandOver()).ConfigureAwait(false) || drain.IsAbandoned)
        {
            return;
        }

        _jobs.CancelAll();
        await IsIdleWithinAsync(s_cancelLimit).ConfigureAwait(false);
    }

    private async Task<bool> IsIdleWithinAsync(TimeSpan limit)
    {
        using var cancellation = new CancellationTokenSource(limit, _time);
        return await IsIdleBeforeAsync(cancellation.Token).ConfigureAwait(false);
    }

    private async Task<bool> IsIdleBeforeAsync(CancellationToken limit)
    {
        try
        {
            await _jobs.WhenIdleAsync(limit).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "The LiveKit server closed the worker's connection; {Running} jobs go on")]
    private partial void LogClosed(int running);

    [LoggerMessage(EventId = 111, Level = LogLevel.Error, Message = "{Reason}")]
    private partial void LogRejected(string reason);

    [LoggerMessage(EventId = 112, Level = LogLevel.Warning, Message = "No connection to the LiveKit server at {Url}: {Reason} {Running} jobs go on")]
    private partial void LogUnreachable(string url, string reason, int running);

    [LoggerMessage(EventId = 113, Level = LogLevel.Information, Message = "No more jobs are taken; {Running} run on for at most {Seconds} s")]
    private partial void LogDraining(int running, double seconds);

    [LoggerMessage(EventId = 114, Level = LogLevel.Warning, Message = "The drain limit has passed; {Running} jobs are handed over")]
    private partial void LogDrainLimit(int running);
}
