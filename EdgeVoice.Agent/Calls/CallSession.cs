using System.Text.Json;
using System.Threading.Channels;
using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Calls.Capture;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Telemetry;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Tools.Effects;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// One call: everything that happens becomes an input of the turn machine, one at a time, and its commands are carried
/// out here. Nothing in this loop waits for the network.
/// </summary>
internal sealed partial class CallSession : IAsyncDisposable
{
    // What the room may hold of agent speech: enough to ride out a late timer, little enough to stop at once.
    private static readonly TimeSpan s_sinkQueue = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan s_leaveLimit = TimeSpan.FromSeconds(3);

    private readonly CallServices _services;
    private readonly CallClock _clock;
    private readonly Room _room;
    private readonly LocalAudioTrack _track;
    private readonly ProviderLink _link;
    private readonly PlayoutQueue _playout;
    private readonly CallerAudio _callerAudio;
    private readonly CallTimers _timers;
    private readonly RoomAnnouncer _announcer;
    private readonly CaptionFollower _captions;
    private readonly JournalWriter _journal;
    private readonly TurnTracer _tracer;
    private readonly TurnMarkLog _marks;
    private readonly CallRecorder? _recorder;
    private readonly NetworkSamples _network;
    private readonly TurnMachine _machine;
    private readonly Conversation _conversation;
    private readonly ToolMemory _tools;
    private readonly Heartbeat _heartbeat;
    private readonly HeardSoFar _heard;
    private readonly Channel<TurnInput> _inputs;
    private readonly CallerPresence _presence;
    private readonly HashSet<string> _before;
    private readonly CancellationTokenSource _ending = new();
    private readonly RunningCall _call;
    private readonly ILogger _logger;
    private bool _transcriptionFailed;
    private (CallOutcome Outcome, string Reason)? _end;

    private CallSession(CallServices services, CallClock clock, JoinedRoom joined, ProviderLink link, JournalWriter journal, CallBeginning beginning, Channel<TurnInput> inputs)
    {
        _services = services;
        _clock = clock;
        var room = _room = joined.Room;
        _track = joined.Track;
        _before = [.. joined.Before];
        _link = link;
        _conversation = beginning.Conversation;
        _tools = beginning.Tools;
        _inputs = inputs;
        _call = beginning.Call;
        _logger = services.Loggers.CreateLogger<CallSession>();
        _journal = journal;
        var identity = new CallIdentity(_call.CallId, room.Name, services.Region, beginning.Persona, _call.Generation);
        _network = new NetworkSamples(clock);
        _tracer = new TurnTracer(clock, services.Provider, identity, _network) { Endpoint = () => link.Endpoint };
        _marks = new TurnMarkLog(services.Loggers, clock, identity, _network);
        _machine = new TurnMachine(services.TurnLimits, beginning.Opening with { Limit = services.CallOptions.LimitAt(clock.AgeOf(beginning.StartedAt)) });
        _heartbeat = new Heartbeat(room, _call.Generation);
        _heard = new HeardSoFar(services.Time, journal);
        _announcer = new RoomAnnouncer(room, _logger);
        _presence = new CallerPresence(services.CallOptions, clock, Post);
        _timers = new CallTimers(services.Time, (timer, setting) => Post(new TimerFired(clock.Now, timer, setting)));
        _recorder = services.Capture.Record(_call.CallId, clock);
        IAudioSink sink = new RoomAudioSink(joined.Source);
        _playout = new PlayoutQueue(_recorder is null ? sink : new RecordingSink(sink, _recorder), services.Time, said => Post(new PlayoutSays(clock.Now, said)), broken => OnPartDied("play-out", broken));
        _callerAudio = new CallerAudio(link, clock, _recorder, (track, stream) => new CallerMedia(track, stream, _network, new MediaLog(services.Loggers, identity), services.Time), died => OnPartDied("the caller's audio", died));
        _captions = new CaptionFollower(services.Time, () => _playout.Position, OnHeard);
    }

    /// <summary>Joins the room, learns what the call begins with and opens the provider session, as far as possible at the same time.</summary>
    public static async Task<CallSession> StartAsync(CallServices services, AgentJob job, Task<CallBeginning> preparing, CancellationToken cancellationToken)
    {
        var clock = new CallClock(services.Time);
        var inputs = Channel.CreateUnbounded<TurnInput>(new UnboundedChannelOptions { SingleReader = true });
        var joining = JoinedRoom.JoinAsync(services.Client, job, s_sinkQueue, cancellationToken);
        try
        {
            var beginning = await preparing.ConfigureAwait(false);
            var journal = new JournalWriter(services.Journal, clock, beginning.Call.CallId, beginning.Call.Generation, beginning.Opening.LastTurn, awaitsCaller: beginning.Opening.Resumed);
            journal.Started(services.Region, job.RoomName, beginning.Persona, beginning.Locale, beginning.Config, services.Provider);
            var link = new ProviderLink(
                services.Provider, beginning.Config, beginning.Conversation, clock, services.CallOptions.ProviderAttempts, services.RenewAfter, input => inputs.Writer.TryWrite(input), journal.SessionOpened, services.Loggers.CreateLogger<ProviderLink>());
            try
            {
                return new CallSession(services, clock, await joining.ConfigureAwait(false), link, journal, beginning, inputs);
            }
            catch (Exception exception)
            {
                journal.Ended(CallOutcome.Failed, exception.GetType().Name);
                await link.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            await JoinedRoom.LeaveAsync(joining).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Holds the conversation until it ends. <paramref name="stop"/> ends it at once.</summary>
    public async Task<(CallOutcome Outcome, string Reason)> RunAsync(CancellationToken stop)
    {
        await using var stopping = stop.Register(() => Post(new CallClosed(_clock.Now, CallOutcome.Drained, "the agent stops"))).ConfigureAwait(false);
        _announcer.State(Wire.Name(AgentState.Initializing));
        var watching = Watched.Run(WatchRoomAsync, died => OnPartDied("the watch over the room", died));
        try
        {
            await foreach (var input in _inputs.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                Handle(input);
                if (_end is { } end)
                {
                    return end;
                }
            }

            throw new InvalidOperationException("The call's inputs ended before the call");
        }
        catch (Exception exception)
        {
            _end = (CallOutcome.Failed, exception.GetType().Name);
            throw;
        }
        finally
        {
            var (outcome, reason) = _end!.Value;
            _journal.Ended(outcome, reason);
            _tracer.CallEnded(Wire.Name(outcome));
            if (outcome is not (CallOutcome.Superseded or CallOutcome.HandedOver or CallOutcome.Failed))
            {
                _announcer.Tell(Topics.Call, JsonSerializer.Serialize(new { state = "ended", reason = Wire.Name(outcome) }));
            }

            await _announcer.DisposeAsync().ConfigureAwait(false);
            await _ending.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _timers.Dispose();
        _captions.Dispose();
        _presence.Dispose();
        _tracer.Dispose();
        await _callerAudio.DisposeAsync().ConfigureAwait(false);
        await _link.DisposeAsync().ConfigureAwait(false);
        await _playout.DisposeAsync().ConfigureAwait(false);
        _recorder?.Dispose();
        using var limit = new CancellationTokenSource(s_leaveLimit);
        try
        {
            await _room.DisconnectAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or FfiException)
        {
            LogNotLeft(_logger, _call.CallId, exception.Message);
        }

        await _room.DisposeAsync().ConfigureAwait(false);
        if (_room.Dropped > 0)
        {
            LogDropped(_logger, _call.CallId, _room.Dropped);
        }

        if (_callerAudio.Lost > TimeSpan.Zero)
        {
            LogAudioLost(_logger, _call.CallId, (long)_callerAudio.Lost.TotalMilliseconds);
        }

        _ending.Dispose();
    }

    /// <summary>Another agent holds the call: fall silent and leave.</summary>
    public void OnSuperseded() => Post(new CallClosed(_clock.Now, CallOutcome.Superseded, "another agent holds the call"));

    /// <summary>This agent stops: the caller goes on with another.</summary>
    public void OnHandOver() => Post(new MoveRequested(_clock.Now));

    private void Post(TurnInput input) => _inputs.Writer.TryWrite(input);

    private void Handle(TurnInput input)
    {
        switch (input)
        {
            case TimerFired fired when !_timers.Take(fired.Timer, fired.Setting):
                return;
            case ProviderRestored or ProviderGaveUp:
                _presence.ProviderIsSettled();
                break;
            case ProviderSays { Event: UserTranscribed { Failure: { } code } } when !_transcriptionFailed:
                _transcriptionFailed = true;
                LogNotTranscribed(_logger, _call.CallId, code);
                break;
            case ProviderSays { Event: InputCommitted }:
                // While the caller waits for the answer, which is when the way to the provider matters.
                _link.Use(session => session.MeasureRoundTrip());
                break;
            case ProviderSays { Event: RoundTripMeasured measured }:
                _network.ProviderAnswered(measured.RoundTrip);
                break;
            case ProviderSays { Event: ProviderError error }:
                LogProviderError(_logger, _call.CallId, error.Code);
                break;
        }

        var commands = _machine.Apply(input);
        _marks.Observe(_machine.Turn);
        foreach (var command in commands)
        {
            Carry(command);
        }

        if (_machine.IsQuiet)
        {
            _link.RenewWhenOld();
        }
    }

    private void Carry(TurnCommand command)
    {
        switch (command)
        {
            case PlayAudio play:
                _heard.Begin(_machine.TurnIndex, play.ItemId);
                _playout.Enqueue(play.ItemId, play.Pcm);
                break;
            case CompletePlayout complete:
                _playout.Complete(complete.ItemId);
                break;
            case StopPlayout:
                var positions = _playout.Stop();
                Handle(new PlayoutCut(_clock.Now, positions));
                break;
            case PlayClip play:
                Play(play.Clip);
                break;
            case CheckLine:
                Handle(new LineHeard(_clock.Now, _callerAudio.AudibleAt));
                break;
            case EndSpeech:
                _link.Use(session => session.CommitInput());
                break;
            case CheckProvider:
                _link.Use(session => session.MeasureRoundTrip());
                break;
            case ReportFailure failure:
                AgentMeter.ResponseFailed();
                LogNoAnswer(_logger, _call.CallId, failure.Turn, failure.Reason);
                break;
            case SettleWishes settle:
                _tools.Settle(settle.Turn);
                break;
            case FollowWords follow:
                _captions.Follow(follow.ItemId, follow.Text);
                break;
            case CreateResponse response:
                _link.Use(session => session.CreateResponse(response.Instructions));
                break;
            case CancelResponse cancel:
                _link.Use(session => session.CancelResponse(cancel.ResponseId));
                break;
            case Truncate truncate:
                _link.Use(session => session.Truncate(truncate.ItemId, truncate.HeardMs));
                break;
            case AddItem add:
                _link.Use(session => session.AddItem(add.Item));
                break;
            case Remember remember:
                _conversation.Remember(remember.Turn, remember.Key, remember.Item);
                _heard.Forget(remember.Key);
                _journal.Words(remember.Turn, remember.Key, remember.Item);
                break;
            case RunTool tool:
                _ = RunToolAsync(tool);
                break;
            case ShowAgentState show:
                _announcer.State(Wire.Name(show.State));
                break;
            case ShowCaption show:
                _captions.Forget(show.SegmentId);
                ShowCaption(show.Speaker, show.SegmentId, show.Text, show.Final);
                break;
            case SetTimer set:
                _timers.Set(set.Timer, set.Delay);
                break;
            case ClearTimer clear:
                _timers.Clear(clear.Timer);
                break;
            case ReplaceProvider replace:
                LogProviderReplaced(_logger, _call.CallId, replace.Reason);
                _link.Replace();
                break;
            case CompleteTurn complete:
                Complete(complete.Turn);
                break;
            case TellMoving:
                LogMoving(_logger, _call.CallId);
                _announcer.Tell(Topics.Call, JsonSerializer.Serialize(new { state = "moving", reason = Wire.Name(CallOutcome.Drained) }));
                break;
            case EndCall end:
                _end = (end.Outcome, end.Reason);
                break;
        }
    }

    private void Complete(Turn turn)
    {
        _journal.TurnEnded(turn);
        _tracer.TurnEnded(turn);
        _announcer.Tell(Topics.Turn, JsonSerializer.Serialize(new
        {
            turn = turn.Index,
            initiator = Wire.Name(turn.Initiator),
            outcome = Wire.Name(turn.Outcome),
            heardSilenceMs = turn.HeardSilence?.TotalMilliseconds,
            interrupted = turn.Outcome == TurnOutcome.Interrupted,
        }));
    }

    private void Play(Clip clip)
    {
        var id = clip.ToString();
        _playout.Enqueue(id, _services.Clips.Audio(clip));
        _playout.Complete(id);
        ShowCaption(Speaker.Agent, $"{id}-{_clock.Now.Ticks}", ClipLibrary.Text(clip), final: true);
        if (clip == Clip.TechnicalProblem)
        {
            _announcer.Tell(Topics.Call, JsonSerializer.Serialize(new { state = "ending", reason = Wire.Name(CallOutcome.ProviderUnavailable) }));
        }
    }

    private void ShowCaption(Speaker speaker, string segmentId, string text, bool final)
    {
        if (speaker == Speaker.Agent)
        {
            _announcer.Caption(_room.LocalIdentity, _track.Sid, segmentId, text, final);
        }
        else if (_presence.Identity is { } caller)
        {
            _announcer.Caption(caller, _presence.TrackSid ?? "", segmentId, text, final);
        }
    }

    private void OnHeard(string itemId, string text)
    {
        ShowCaption(Speaker.Agent, itemId, text, final: false);
        _heard.Note(itemId, text);
    }

    private void OnPing(Ping ping)
    {
        if (ping.Hears)
        {
            _presence.Hears();
        }

        if (ping.PathMs is { } ms)
        {
            _network.CallerReports(TimeSpan.FromMilliseconds(ms));
        }
    }

    private async Task RunToolAsync(RunTool call)
    {
        ToolResult result;
        try
        {
            var (key, done) = _tools.Begin(call.Turn, call.CallId, call.Name, call.Arguments);
            await _journal.ToolStartedAsync(call, key).ConfigureAwait(false);
            result = done ?? await _services.Tools.RunAsync(
                call.Name,
                call.Arguments,
                arguments => new ToolInvocation(_call.CallId, new ToolIntent(_call.Generation, call.Turn, call.CallId, call.Arguments), key, arguments, _journal.EffectDeferred),
                _ending.Token).ConfigureAwait(false);
            _tools.End(call.Name, call.Arguments, key, result);
            _journal.ToolEnded(call.CallId, result);
        }
        catch (OperationCanceledException)
        {
            // The call ended first.
            return;
        }
        catch (Exception exception)
        {
            // Nobody waits for this task, and the caller for its result.
            LogToolLost(_logger, exception, _call.CallId);
            result = ToolRunner.NotAtTheMoment;
        }

        Post(new ToolFinished(_clock.Now, call.CallId, result));
    }

    [LoggerMessage(EventName = "ProviderError", Level = LogLevel.Warning, Message = "Call {CallId}: the provider reports {Code}")]
    private static partial void LogProviderError(ILogger logger, string callId, string code);

    [LoggerMessage(EventName = "NoAnswer", Level = LogLevel.Warning, Message = "Call {CallId}: turn {Turn} got no answer from the provider: {Reason}")]
    private static partial void LogNoAnswer(ILogger logger, string callId, int turn, string reason);

    [LoggerMessage(EventName = "NotTranscribed", Level = LogLevel.Warning, Message = "Call {CallId}: the provider does not write down what the caller says: {Code}")]
    private static partial void LogNotTranscribed(ILogger logger, string callId, string code);

    [LoggerMessage(EventName = "ProviderReplaced", Level = LogLevel.Warning, Message = "Call {CallId}: the provider session is replaced, {Reason}")]
    private static partial void LogProviderReplaced(ILogger logger, string callId, string reason);

    [LoggerMessage(EventName = "CallMoves", Level = LogLevel.Information, Message = "Call {CallId}: the caller is asked to go on with another agent")]
    private static partial void LogMoving(ILogger logger, string callId);

    [LoggerMessage(EventName = "RoomInputDropped", Level = LogLevel.Warning, Message = "Call {CallId}: {Count} messages from the room were unasked for or too many, and were dropped")]
    private static partial void LogDropped(ILogger logger, string callId, long count);

    [LoggerMessage(EventName = "CallerAudioLost", Level = LogLevel.Warning, Message = "Call {CallId}: {Milliseconds} ms of the caller's audio were thrown away, this process was too busy for them")]
    private static partial void LogAudioLost(ILogger logger, string callId, long milliseconds);

    [LoggerMessage(EventName = "ToolCallLost", Level = LogLevel.Error, Message = "Call {CallId}: a tool call could not be carried out")]
    private static partial void LogToolLost(ILogger logger, Exception exception, string callId);

    [LoggerMessage(EventName = "RoomNotLeft", Level = LogLevel.Warning, Message = "Call {CallId}: the room was not left in order: {Reason}")]
    private static partial void LogNotLeft(ILogger logger, string callId, string reason);
}
