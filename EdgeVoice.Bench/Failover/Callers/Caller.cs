using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Bench.Failover.Recordings;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>
/// One caller on its call: does what the call page does when something fails. It asks the region's own name when it hears nothing of the agent, waits while
/// an agent is being replaced there, and resumes by the public name otherwise.
/// </summary>
internal sealed class Caller : IAsyncDisposable
{
    // Three pings without a pong.
    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(1200);

    private static readonly TimeSpan s_watch = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(300);

    // An agent that is being replaced in its region answers within this, or the caller moves.
    private static readonly TimeSpan s_recoveryLimit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_moveLimit = TimeSpan.FromSeconds(40);

    private readonly FfiClient _core;
    private readonly CallsClient _calls;
    private readonly Lock _gate = new();
    private readonly List<CallEvent> _events = [];
    private readonly List<SeenTurn> _turns = [];
    private readonly List<Task> _leaving = [];
    private readonly CancellationTokenSource _hangUp = new();
    private CallerRoom? _room;
    private int _hungUp;
    private Task _watch = Task.CompletedTask;

    public Caller(FfiClient core, CallsClient calls)
    {
        _core = core;
        _calls = calls;
    }

    public Recording Recording { get; } = new();

    public Grant Grant => _room!.Grant;

    public int Generation => _room!.Generation;

    /// <summary>Something is wrong with its connection or its agent, or it is on its way to another.</summary>
    public bool IsRecovering { get; private set; }

    /// <summary>Why the call could not go on.</summary>
    public string? Failure { get; private set; }

    public async Task PlaceAsync(string persona, CancellationToken cancellationToken)
    {
        var grant = await _calls.PlaceAsync(persona, cancellationToken);
        Note($"call {grant.CallId} in {grant.Region}");
        _room = await JoinAsync(grant, cancellationToken);
        _watch = Task.Run(WatchAsync, CancellationToken.None);
    }

    /// <summary>Speaks 24 kHz mono PCM in real time. False when the call moved to another room meanwhile: part of it was heard by nobody.</summary>
    public async Task<bool> SayAsync(ReadOnlyMemory<short> pcm, CancellationToken cancellationToken)
    {
        var room = _room!;
        try
        {
            await room.SayAsync(pcm, cancellationToken);
        }
        catch (Exception exception) when (exception is FfiException or ObjectDisposedException && room != _room)
        {
            // Its microphone is closed.
        }

        return room == _room;
    }

    public IReadOnlyList<SeenTurn> Turns()
    {
        lock (_gate)
        {
            return [.. _turns];
        }
    }

    public IReadOnlyList<CallEvent> Events()
    {
        lock (_gate)
        {
            return [.. _events];
        }
    }

    public void Note(string what)
    {
        lock (_gate)
        {
            _events.Add(new CallEvent(Recording.Now, what));
        }
    }

    /// <summary>Leaves the room, which ends the call; does nothing when that is done.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _hungUp, 1) != 0)
        {
            return;
        }

        await _hangUp.CancelAsync();
        await _watch;
        if (_room is not null)
        {
            await _room.DisposeAsync();
        }

        await Task.WhenAll(_leaving);
        _calls.Dispose();
        _hangUp.Dispose();
    }

    private Task<CallerRoom> JoinAsync(Grant grant, CancellationToken cancellationToken) => CallerRoom.JoinAsync(
        _core,
        grant,
        Recording,
        room =>
        {
            room.Noticed = Note;
            room.TurnSeen = turn =>
            {
                lock (_gate)
                {
                    _turns.Add(turn);
                }
            };
        },
        cancellationToken);

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(s_watch);
        try
        {
            while (await timer.WaitForNextTickAsync(_hangUp.Token))
            {
                if (Suspicion(_room!) is { } suspicion)
                {
                    Note(suspicion);
                    IsRecovering = true;
                    if (_room!.IsMoving || !await RecoversAsync(_room, _hangUp.Token))
                    {
                        await MoveAsync(suspicion, _hangUp.Token);
                    }

                    IsRecovering = false;
                }
            }
        }
        catch (OperationCanceledException) when (_hangUp.IsCancellationRequested)
        {
            // Hung up.
        }
        catch (BenchException exception)
        {
            Failure = exception.Message;
            Note(exception.Message);
        }
    }

    private static string? Suspicion(CallerRoom room) => room switch
    {
        { IsMoving: true } => "asked to move",
        { Broken: { } broken } => broken,
        _ when room.SilentFor > s_silence => "no pong",
        _ => null,
    };

    /// <summary>Waits while the region replaces the agent. False when it does not, or takes too long.</summary>
    private async Task<bool> RecoversAsync(CallerRoom room, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_recoveryLimit);
        try
        {
            while (room.Broken is null && await _calls.StateAsync(room.Grant, limit.Token) == "recovering")
            {
                await Task.Delay(s_askAgain, limit.Token);
                if (Suspicion(room) is null)
                {
                    Note("agent replaced");
                    return true;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Too long.
        }

        return Suspicion(room) is null;
    }

    private async Task MoveAsync(string reason, CancellationToken cancellationToken)
    {
        var attempt = Guid.NewGuid();
        var old = _room!;
        Note("resumes");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_moveLimit);
        try
        {
            while (true)
            {
                if (await _calls.ResumeAsync(old.Grant, attempt, reason.Replace(' ', '-'), limit.Token) is { } grant)
                {
                    Note($"granted generation {grant.Generation} in {grant.Region}");
                    try
                    {
                        _room = await JoinAsync(grant, limit.Token);
                        Note("joined");
                        _leaving.Add(old.DisposeAsync().AsTask());
                        return;
                    }
                    catch (FfiException exception)
                    {
                        // The new region failed, too: what comes next is another attempt, from there.
                        Note($"not joined: {exception.Message}");
                        attempt = Guid.NewGuid();
                    }
                }

                await Task.Delay(s_askAgain, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"The call could not be resumed within {s_moveLimit.TotalSeconds:0} s.");
        }
    }
}
