using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.Placement;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Keeps a call connected to a provider: opens sessions, passes their events on, and after a loss opens the next one with
/// the history and the caller audio that the lost one took with it.
/// </summary>
internal sealed partial class ProviderLink : IAsyncDisposable
{
    // A lost session is replaced at once; then 0.2, 0.4, 0.8 s between attempts: a caller waits, so the whole series must end within what they bear.
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(200);

    // A session that lived this long was sound: its loss begins a new series.
    private static readonly TimeSpan s_sound = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_renewRetry = TimeSpan.FromSeconds(20);

    private const string Renewed = "renewed";

    private const int FramesPerSecond = 1000 / PcmFormat.FrameMs;

    private readonly IRealtimeProvider _provider;
    private readonly RealtimeSessionConfig _config;
    private readonly Conversation _conversation;
    private readonly CallClock _clock;
    private readonly Action<TurnInput> _post;
    private readonly Action<string, string> _opened;
    private readonly int _attempts;
    private readonly TimeSpan _renewAfter;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly CallerAudioClock _audioClock;
    private readonly UnheardAudio _unheard;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private IRealtimeSession? _session;
    private CancellationTokenSource? _replace;
    private TimeSpan _openedAt;
    private TimeSpan _renewNotBefore;
    private Renewal? _renewal;

    /// <param name="renewAfter">Age at which a session is replaced in a quiet moment.</param>
    /// <param name="opened">Told of each session that is ready: its id, and why it was opened.</param>
    public ProviderLink(
        IRealtimeProvider provider, RealtimeSessionConfig config, Conversation conversation, CallClock clock, int attempts, TimeSpan renewAfter, Action<TurnInput> post, Action<string, string> opened, ILogger logger)
    {
        _provider = provider;
        _config = config;
        _conversation = conversation;
        _clock = clock;
        _audioClock = new CallerAudioClock(clock.Time.TimestampFrequency);
        _unheard = new UnheardAudio(clock.Time.TimestampFrequency);
        _attempts = attempts;
        _renewAfter = renewAfter;
        _post = post;
        _opened = opened;
        _logger = logger;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Where the present session is, or the last one was.</summary>
    public ProviderEndpoint? Endpoint { get; private set; }

    /// <summary>
    /// Nobody speaks: a session near its end of life is replaced. The next one is opened and told the history first; if the
    /// quiet is over when it is ready, it waits for the next.
    /// </summary>
    public void RenewWhenOld()
    {
        lock (_lock)
        {
            if (_session is null || _clock.Now - _openedAt < _renewAfter || _clock.Now < _renewNotBefore)
            {
                return;
            }

            if (_renewal is null)
            {
                // It tells when it stands by, and whether this moment is still a quiet one is asked again then.
                _renewal = new Renewal(this);
                return;
            }

            if (_renewal.HasFailed)
            {
                // The present session still serves.
                _renewal = null;
                _renewNotBefore = _clock.Now + s_renewRetry;
            }
            else if (_renewal.IsReady)
            {
                _replace?.Cancel();
            }
        }
    }

    public void AppendAudio(ReadOnlySpan<short> pcm, long timestamp)
    {
        lock (_lock)
        {
            _unheard.Add(pcm, timestamp, heard: _session is not null);
            if (_session is { } session)
            {
                session.AppendAudio(pcm);
                _audioClock.Add(session.AppendedMs, timestamp);
            }
        }
    }

    /// <summary>Does something with the present session; without one it is dropped, the history will tell the next.</summary>
    public void Use(Action<IRealtimeSession> action)
    {
        lock (_lock)
        {
            if (_session is { } session)
            {
                action(session);
            }
        }
    }

    /// <summary>Gives up the present session.</summary>
    public void Replace()
    {
        lock (_lock)
        {
            _replace?.Cancel();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        await DropRenewalAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var failures = 0;
        var reason = "start";
        try
        {
            while (true)
            {
                var opened = _clock.Now;
                var lostAfterOpening = false;
                try
                {
                    reason = await RunSessionAsync(reason).ConfigureAwait(false);
                    if (reason == Renewed)
                    {
                        failures = 0;
                        continue;
                    }

                    lostAfterOpening = true;
                    failures = _clock.Now - opened > s_sound ? 0 : failures;
                }
                catch (RealtimeConnectException exception)
                {
                    LogNotConnected(_logger, exception.Message);
                    reason = exception.Message;
                    failures = exception.Fatal ? _attempts : failures;
                }

                if (++failures >= _attempts)
                {
                    _post(new ProviderGaveUp(_clock.Now, reason));
                    return;
                }

                if (!lostAfterOpening || failures > 1)
                {
                    await Task.Delay(s_firstDelay * (1 << (failures - 1)), _clock.Time, _stopping.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The call is over, and a socket that is cancelled while it opens says so in its own words.
        }
        catch (Exception exception)
        {
            LogFailed(_logger, exception);
            _post(new ProviderGaveUp(_clock.Now, exception.GetType().Name));
        }
    }

    /// <summary>Opens one session and passes its events on until it is lost. Returns why.</summary>
    private async Task<string> RunSessionAsync(string reason)
    {
        var (session, told) = await TakeRenewalAsync().ConfigureAwait(false) ?? await ConnectAsync().ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        using var replace = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        lock (_lock)
        {
            CatchUp(session, told);
            _replace = replace;
            _session = session;
            _openedAt = _clock.Now;
            Endpoint = session.Endpoint;
        }

        _opened(session.Id, reason);
        _post(new ProviderRestored(_clock.Now));
        try
        {
            await foreach (var said in session.Events.ReadAllAsync(replace.Token).ConfigureAwait(false))
            {
                if (said is SessionLost lost)
                {
                    Leave();
                    _post(new ProviderSays(_clock.Now, said));
                    return lost.Fatal ? throw new RealtimeConnectException(lost.Reason, fatal: true) : lost.Reason;
                }

                var heardAt = HeardAt(said);
                lock (_lock)
                {
                    _unheard.Note(said, heardAt, _clock.Time.GetTimestamp());
                }

                _post(new ProviderSays(_clock.Now, said, heardAt is { } known ? _clock.At(known) : null));
            }

            return "no more events";
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            return _renewal is { IsReady: true } ? Renewed : "replaced";
        }
        finally
        {
            Leave();
        }
    }

    private async Task<(IRealtimeSession Session, IReadOnlySet<string> Told)> ConnectAsync()
    {
        var history = _conversation.Snapshot(out var told);
        return (await _provider.ConnectAsync(_config, history, _stopping.Token).ConfigureAwait(false), told);
    }

    /// <summary>The session that was opened beforehand, when the change is to it or the present one was lost meanwhile.</summary>
    private async Task<(IRealtimeSession Session, IReadOnlySet<string> Told)?> TakeRenewalAsync()
    {
        if (Interlocked.Exchange(ref _renewal, null) is not { } renewal)
        {
            return null;
        }

        try
        {
            return await renewal.Opened.ConfigureAwait(false);
        }
        catch (RealtimeConnectException exception)
        {
            LogNotConnected(_logger, exception.Message);
            return null;
        }
    }

    private async Task DropRenewalAsync()
    {
        try
        {
            if (await TakeRenewalAsync().ConfigureAwait(false) is var (session, _))
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // It was still being opened.
        }
    }

    /// <summary>The next session, opened while the present one is used.</summary>
    private sealed class Renewal
    {
        public Renewal(ProviderLink link)
        {
            Opened = Task.Run(link.ConnectAsync);
            _ = Opened.ContinueWith(_ => link._post(new ProviderStandsBy(link._clock.Now)), TaskScheduler.Default);
        }

        public Task<(IRealtimeSession Session, IReadOnlySet<string> Told)> Opened { get; }

        public bool IsReady => Opened.IsCompletedSuccessfully;

        public bool HasFailed => Opened.IsCompleted && !Opened.IsCompletedSuccessfully;
    }

    /// <summary>Tells the session what came while it was being opened.</summary>
    private void CatchUp(IRealtimeSession session, IReadOnlySet<string> told)
    {
        foreach (var item in _conversation.Since(told))
        {
            session.AddItem(item);
        }

        _audioClock.Reset();
        // A second at a time: thirty seconds of single frames are more than a session's queue takes at once.
        foreach (var second in _unheard.Frames.Chunk(FramesPerSecond))
        {
            var samples = session.AppendedMs * PcmFormat.SamplesPerMs;
            foreach (var (pcm, timestamp) in second)
            {
                samples += pcm.Length;
                _audioClock.Add(samples / PcmFormat.SamplesPerMs, timestamp);
            }

            session.AppendAudio(second.SelectMany(frame => frame.Pcm).ToArray());
        }

        _unheard.Replayed();
    }

    private void Leave()
    {
        lock (_lock)
        {
            _session = null;
            _replace = null;
        }
    }

    private long? HeardAt(RealtimeEvent said) => said switch
    {
        SpeechStarted started => _audioClock.Find(Math.Max(1, started.SpeechStartMs)),
        SpeechStopped stopped => _audioClock.Find(Math.Max(1, stopped.SpeechEndMs)),
        _ => null,
    };

    [LoggerMessage(EventName = "ProviderNotConnected", Level = LogLevel.Warning, Message = "No provider session: {Reason}")]
    private static partial void LogNotConnected(ILogger logger, string reason);

    [LoggerMessage(EventName = "ProviderLinkFailed", Level = LogLevel.Error, Message = "The provider link failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
