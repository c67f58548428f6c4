using System.Collections.Concurrent;
using EdgeVoice.Gateway.Agents;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Gateway.Recovery;

/// <summary>Finds rooms whose agent is gone and sends another one, once; closes those that nobody can help.</summary>
internal sealed partial class OrphanRecovery(
    SlotLedger ledger, AgentPool agents, AgentReplacement replacement, RoomServiceClient rooms, TimeProvider time, ILogger<OrphanRecovery> logger) : BackgroundService
{
    /// <summary>A room that no worker lists: its agent is on its way for a moment, then missing.</summary>
    public static readonly TimeSpan MissingAfter = TimeSpan.FromSeconds(3);

    /// <summary>For a dispatched agent to be listed by its worker.</summary>
    public static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(5);

    /// <summary>Longer than a caller tries elsewhere: who is still here after it hears nobody.</summary>
    public static readonly TimeSpan CloseAfter = TimeSpan.FromSeconds(40);

    /// <summary>How long an answer of LiveKit stands that an agent which no worker lists is in the room.</summary>
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    // The last of each is a timestamp of the clock that nobody sets.
    private readonly ConcurrentDictionary<string, (RecoveryState State, int Generation, long At)> _recoveries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _unlisted = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Whether a caller in this room should wait for an agent.</summary>
    public bool IsWorthWaiting(LeaseView lease) => _recoveries.TryGetValue(lease.Call.Name, out var recovery)
        ? recovery.State == RecoveryState.Dispatched && time.GetElapsedTime(recovery.At) < ArrivalLimit
        : agents.FreeSlots > 0;

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        agents.CallsOrphaned += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await RecoverAsync(stoppingToken);
                await ((Task)_wake.WaitAsync(s_interval, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            agents.CallsOrphaned -= Wake;
        }
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var orphans = ledger.Orphans(TimeSpan.Zero).Where(IsOrphan).ToArray();
        await Task.WhenAll(orphans.Select(orphan => GuardAsync(() => RecoverAsync(orphan, cancellationToken), orphan.Call.Name)));
        await Task.WhenAll(ledger.SupersededRooms(joinedElsewhere: true).Select(room => GuardAsync(() => rooms.DeleteRoomAsync(room, cancellationToken), room)));

        foreach (var room in _recoveries.Keys.Where(room => ledger.FindRoom(room) is null or { Holder: not null }))
        {
            _recoveries.TryRemove(room, out _);
        }

        foreach (var room in _unlisted.Keys.Where(room => ledger.FindRoom(room) is null or { Holder: not null }))
        {
            _unlisted.TryRemove(room, out _);
        }
    }

    // Certain when its worker died; otherwise only after a while, since a new call's agent is not there at once either.
    private bool IsOrphan(LeaseView lease) => lease.HolderDied || ledger.Age(lease) >= MissingAfter;

    private async Task RecoverAsync(LeaseView orphan, CancellationToken cancellationToken)
    {
        var room = orphan.Call.Name;
        var isOld = ledger.Age(orphan) >= CloseAfter;
        // The participant of a worker that died stays for a while; it is gone long before the room would be closed.
        if ((isOld || !orphan.HolderDied) && await HasAgentAsync(orphan, cancellationToken))
        {
            return;
        }

        if (isOld)
        {
            LogClosing(logger, orphan.Call.CallId);
            var question = ledger.Ask();
            await rooms.DeleteRoomAsync(room, cancellationToken);
            ledger.Release(question, room);
            return;
        }

        if (_recoveries.TryGetValue(room, out var known))
        {
            if (known.State == RecoveryState.Dispatched && time.GetElapsedTime(known.At) >= ArrivalLimit)
            {
                _recoveries[room] = known with { State = RecoveryState.GivenUp };
                LogNobodyCame(logger, orphan.Call.CallId, known.Generation);
            }

            return;
        }

        // Every orphan that is on its way to a worker takes one of its slots.
        if (agents.FreeSlots - _recoveries.Values.Count(recovery => recovery.State == RecoveryState.Dispatched) <= 0)
        {
            return;
        }

        if (await replacement.ReplaceAsync(orphan, cancellationToken) is { } replaced)
        {
            _recoveries[room] = (replaced > 0 ? RecoveryState.Dispatched : RecoveryState.GivenUp, replaced, time.GetTimestamp());
        }
    }

    /// <summary>An agent that no worker lists is in the room: of a worker that Gateway__AgentUrls does not name. It speaks with the caller.</summary>
    private async Task<bool> HasAgentAsync(LeaseView orphan, CancellationToken cancellationToken)
    {
        var room = orphan.Call.Name;
        if (_unlisted.TryGetValue(room, out var seen) && time.GetElapsedTime(seen) < s_lookInterval)
        {
            return true;
        }

        // The answer is of this moment, however long it takes.
        var asked = time.GetTimestamp();
        if (!(await rooms.ListMembersAsync(room, cancellationToken)).Any(member => member.IsAgent))
        {
            _unlisted.TryRemove(room, out _);
            return false;
        }

        if (!_unlisted.ContainsKey(room))
        {
            LogUnlisted(logger, orphan.Call.CallId);
        }

        _unlisted[room] = asked;
        return true;
    }

    // One room that LiveKit refuses must not keep the others from their agents.
    private async Task GuardAsync(Func<Task> action, string room)
    {
        try
        {
            await action();
        }
        catch (Exception exception)
        {
            LogFailed(logger, room, exception.GetType().Name);
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
        }
    }

    [LoggerMessage(EventId = 60, Level = LogLevel.Warning, Message = "Call {CallId}: the agent of generation {Generation} did not come")]
    private static partial void LogNobodyCame(ILogger logger, string callId, int generation);

    [LoggerMessage(EventId = 61, Level = LogLevel.Warning, Message = "Call {CallId} has had no agent for too long: its room is closed")]
    private static partial void LogClosing(ILogger logger, string callId);

    [LoggerMessage(EventId = 63, Level = LogLevel.Warning, Message = "Call {CallId} has an agent that no worker lists: is its worker missing in Gateway__AgentUrls?")]
    private static partial void LogUnlisted(ILogger logger, string callId);

    [LoggerMessage(EventId = 62, Level = LogLevel.Warning, Message = "Room {Room} could not be helped now ({Error})")]
    private static partial void LogFailed(ILogger logger, string room, string error);
}
