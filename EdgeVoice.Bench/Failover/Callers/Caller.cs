using System.Diagnostics;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Bench.Failover.Recordings;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>
/// One caller on its call: does what the call page does when something fails. <see cref="Recovery"/> decides, by what it asks of the region's own name and of
/// the public one.
/// </summary>
internal sealed class Caller : IAsyncDisposable
{
    private const int Redials = 15;

    private static readonly TimeSpan s_redial = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_watch = TimeSpan.FromMilliseconds(50);

    // A new room's agent answers within this, or the caller tries elsewhere.
    private static readonly TimeSpan s_answerLimit = TimeSpan.FromSeconds(8);

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

    /// <summary>When the call was granted, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    public long GrantedAt { get; private set; }

    public Task PlaceAsync(string persona, CancellationToken cancellationToken) => PlaceAsync(persona, TimeSpan.Zero, cancellationToken);

    /// <param name="persona">Whom the caller wants.</param>
    /// <param name="patience">How long it asks again when it is refused for the moment.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task PlaceAsync(string persona, TimeSpan patience, CancellationToken cancellationToken)
    {
        var grant = await _calls.PlaceAsync(persona, patience, cancellationToken);
        GrantedAt = Stopwatch.GetTimestamp();
        Note($"call {grant.CallId} in {grant.Region}");
        _room = await JoinAsync(grant, cancellationToken);
        _watch = Task.Run(WatchAsync, CancellationToken.None);
    }

    /// <summary>Places a call. What a drill broke before is well again by its own account: a caller who is refused dials again.</summary>
    /// <exception cref="BenchException">The call was refused to the end.</exception>
    public async Task DialAsync(string persona, CancellationToken cancellationToken)
    {
        for (var left = Redials; ; left--)
        {
            try
            {
                await PlaceAsync(persona, cancellationToken);
                return;
            }
            catch (Exception exception) when (left > 0 && exception is (BenchException or HttpRequestException or FfiException))
            {
                Note($"dials again: {exception.Message}");
                await Task.Delay(s_redial, cancellationToken);
            }
        }
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

    /// <exception cref="BenchException">Not within the limit, or the call could not go on.</exception>
    public async Task UntilAsync(string what, Func<bool> reached, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(limit);
        try
        {
            while (!reached())
            {
                if (Failure is { } failure)
                {
                    throw new BenchException(failure);
                }

                await Task.Delay(s_watch, waiting.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"no sign of {what} within {limit.TotalSeconds:0} s");
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
                if (LossOf(_room!) is { } reason)
                {
                    Note(reason);
                    IsRecovering = true;
                    await RecoverAsync(reason, _hangUp.Token);
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

    private static string? LossOf(CallerRoom room) => room switch
    {
        { IsMoving: true } => Recovery.Moving,
        { HasEnded: true } => Recovery.SignallingClosed,
        { IsAlone: true } => Recovery.AgentLeft,
        { IsSilent: true } => Recovery.NoAnswer,
        _ => null,
    };

    // Does what the recovery says, until the agent is heard again or there is no hope.
    private async Task RecoverAsync(string reason, CancellationToken cancellationToken)
    {
        var recovery = new Recovery(_room!.Grant, reason, Recording.Now);
        var attempts = new Dictionary<int, Guid>();
        for (var step = recovery.First(); ;)
        {
            switch (step)
            {
                case Step.Stay:
                    return;
                case Step.End end:
                    throw new BenchException($"The call could not be resumed: {end.Code}");
                case Step.Ask ask:
                    step = recovery.Next(await AskAsync(_room!, ask, cancellationToken), Recording.Now);
                    break;
                case Step.Resume resume:
                    await Task.Delay(resume.AfterMs, cancellationToken);
                    attempts.TryAdd(resume.Attempt, Guid.NewGuid());
                    step = recovery.Next(await ResumeAsync(resume.Grant, attempts[resume.Attempt], reason, cancellationToken), Recording.Now);
                    break;
                case Step.Join join:
                    step = recovery.Next(await EnterAsync(join.Grant, cancellationToken) ? new Sign.Heard() : new Sign.NotJoined(), Recording.Now);
                    break;
            }
        }
    }

    private async Task<Sign> AskAsync(CallerRoom room, Step.Ask ask, CancellationToken cancellationToken)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var heard = room.HeardAsync(asking.Token);
        var standing = StandingAsync(room, ask, asking.Token);
        var first = await Task.WhenAny(heard, standing);
        await asking.CancelAsync();
        await Task.WhenAll(heard, standing).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == heard)
        {
            Note("agent replaced");
            return new Sign.Heard();
        }

        return new Sign.Standing(await standing);
    }

    private async Task<string?> StandingAsync(CallerRoom room, Step.Ask ask, CancellationToken cancellationToken)
    {
        await Task.Delay(ask.AfterMs, cancellationToken);
        return await _calls.StateAsync(room.Grant, cancellationToken);
    }

    private async Task<Sign> ResumeAsync(Grant grant, Guid attempt, string reason, CancellationToken cancellationToken)
    {
        Note("resumes");
        var sign = await _calls.ResumeAsync(grant, attempt, reason, cancellationToken);
        Note(sign switch
        {
            Sign.Granted granted => $"granted generation {granted.Grant.Generation} in {granted.Grant.Region}",
            Sign.Refused { Status: { } status } refused => $"refused: {status} {refused.Problem}",
            _ => "no answer",
        });
        return sign;
    }

    // The new room is joined before the old one is left; true once its agent answers.
    private async Task<bool> EnterAsync(Grant grant, CancellationToken cancellationToken)
    {
        var old = _room!;
        try
        {
            var entered = _room = await JoinAsync(grant, cancellationToken);
            Note("joined");
            _leaving.Add(old.DisposeAsync().AsTask());
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_answerLimit);
            await entered.HeardAsync(limit.Token);
            return true;
        }
        catch (FfiException exception)
        {
            Note($"not joined: {exception.Message}");
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Note("no agent answers");
            return false;
        }
    }
}
