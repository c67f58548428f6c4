using System.Collections.Concurrent;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Database;

namespace EdgeVoice.Agent.Calls.Generations;

/// <summary>
/// Keeps one agent per call. Nobody speaks before their generation stands in the table, and once a second one query asks
/// whether younger ones have been taken. Without PostgreSQL calls go on, and what could not be written is written later.
/// </summary>
internal sealed partial class CallFence(GenerationStore store, RunningCalls calls, TimeProvider time, ILogger<CallFence> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    // A caller waits for the first word. Nobody else can take a first generation, and a further one was written by who gave it to us.
    private static readonly TimeSpan s_takeLimit = TimeSpan.FromSeconds(1);

    private const int TakeAttempts = 2;

    private readonly ConcurrentDictionary<RunningCall, byte> _unwritten = new();
    private readonly OncePerMinute _awayLog = new(time);

    /// <summary>Takes the call, within a second.</summary>
    public async Task<FenceState> TakeAsync(RunningCall call, CancellationToken cancellationToken)
    {
        try
        {
            var lost = await PatientQuery.RunAsync(limit => store.TakeAsync([call], limit), s_takeLimit, TakeAttempts, time, cancellationToken).ConfigureAwait(false);
            return lost.Count == 0 ? FenceState.Held : FenceState.Lost;
        }
        catch (TimeoutException exception)
        {
            _unwritten[call] = 0;
            LogNotTaken(call.CallId, call.Generation, exception.Message);
            return FenceState.Unknown;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await AskAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        var running = calls.All;
        foreach (var ended in _unwritten.Keys.Except(running))
        {
            _unwritten.TryRemove(ended, out _);
        }

        if (running.Count == 0)
        {
            return;
        }

        // A server that hangs must not stop the asking for as long as TCP takes to notice.
        using var limit = new CancellationTokenSource(s_interval * 5, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            RunningCall[] unwritten = [.. _unwritten.Keys];
            if (unwritten.Length > 0)
            {
                await store.TakeAsync(unwritten, linked.Token).WaitAsync(linked.Token).ConfigureAwait(false);
                foreach (var written in unwritten)
                {
                    _unwritten.TryRemove(written, out _);
                }
            }

            foreach (var lost in await store.LostAsync(running, linked.Token).WaitAsync(linked.Token).ConfigureAwait(false))
            {
                calls.Supersede(lost);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (_awayLog.IsDue())
            {
                LogAway(exception.Message, running.Count);
            }
        }
    }

    [LoggerMessage(EventName = "GenerationNotTaken", Level = LogLevel.Warning, Message = "Generation {Generation} of call {CallId} could not be written, the call goes on: {Reason}")]
    private partial void LogNotTaken(string callId, int generation, string reason);

    [LoggerMessage(EventName = "FenceNotAsked", Level = LogLevel.Warning, Message = "PostgreSQL does not say who holds our {Calls} calls: {Reason}. They go on")]
    private partial void LogAway(string reason, int calls);
}
