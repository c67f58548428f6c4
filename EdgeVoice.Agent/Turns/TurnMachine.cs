using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>
/// Decides what a call does next. It has no clock, no I/O and no randomness: the same inputs give the same commands.
/// One input at a time.
/// </summary>
internal sealed class TurnMachine
{
    private readonly TurnContext _call;
    private readonly CallerSpeech _caller;
    private readonly AgentReply _agent;
    private readonly ToolCalls _tools;
    private readonly ResponseEnd _end;
    private readonly ProviderWatch _watch;
    private readonly ProviderFailure _failure;
    private readonly Patience _patience;
    private readonly Resumption _resumption;
    private readonly Handover _handover;
    private readonly CallLength _length;

    public TurnMachine(TurnLimits limits, TurnOpening opening)
    {
        _call = new TurnContext(limits, opening);
        _caller = new CallerSpeech(_call);
        _failure = new ProviderFailure(_call);
        _watch = new ProviderWatch(_call, _failure);
        _agent = new AgentReply(_call, _watch);
        _tools = new ToolCalls(_call);
        _end = new ResponseEnd(_call, _agent, _tools, _failure, _watch);
        _patience = new Patience(_call, _failure, _watch);
        _resumption = new Resumption(_call);
        _handover = new Handover(_call, _patience);
        _length = new CallLength(_call, _patience);
    }

    /// <summary>Number of the turn being spoken; between turns that of the last one.</summary>
    public int TurnIndex { get; private set; }

    /// <summary>Nobody speaks and nothing is owed: a good moment for what the caller should not notice.</summary>
    public bool IsQuiet => _call is { Turn: null, Begun: true, ProviderUp: true, OpenTools.Count: 0, Closing: null, SayingClip: false };

    /// <summary>The turn being spoken, for those who watch; null while the agent listens to silence.</summary>
    public TurnInProgress? Turn => _call.Turn;

    public IReadOnlyList<TurnCommand> Apply(TurnInput input)
    {
        if (_call.Ended)
        {
            return [];
        }

        _call.Now = input.At;
        switch (input)
        {
            case CallerWaits when _call.Opening.Resumed:
                _resumption.Tell();
                break;
            case CallerWaits:
                _patience.OnCallerWaits();
                break;
            case CallReady:
                OnReady(input.At);
                break;
            case ProviderSays says:
                OnProvider(says.Event, says.At, says.AudioAt ?? says.At);
                break;
            case PlayoutSays { Event: PlayoutStarted started }:
                _agent.OnPlayoutStarted(started.ItemId, input.At);
                break;
            case PlayoutSays { Event: PlayoutFinished finished }:
                _agent.OnPlayoutFinished(finished, input.At);
                break;
            case PlayoutCut cut:
                _caller.OnPlayoutCut(cut);
                break;
            case LineHeard line:
                _caller.OnLine(line);
                break;
            case ToolFinished tool:
                _tools.OnFinished(tool);
                break;
            case ProviderRestored:
                _failure.OnProviderRestored();
                _tools.AnswerWhenDue();
                break;
            case ProviderGaveUp gaveUp:
                _failure.Apologise(gaveUp.Reason);
                break;
            case TimerFired { Timer: TurnTimer.CallerSpeech }:
                _caller.OnTimer();
                break;
            case TimerFired { Timer: TurnTimer.Retry }:
                _end.OnRetryTimer();
                break;
            case TimerFired { Timer: TurnTimer.Handover }:
                _handover.OnTimer();
                break;
            case TimerFired { Timer: TurnTimer.CallLength }:
                _length.OnTimer();
                break;
            case TimerFired fired:
                _patience.OnTimer(fired);
                break;
            case MoveRequested:
                _handover.Begin();
                break;
            case CallClosed closed:
                _patience.OnCallClosed(closed);
                break;
        }

        _handover.TellBetweenTurns();
        _length.SayBetweenTurns();
        TurnIndex = _call.Turn?.Index ?? TurnIndex;
        return _call.TakeCommands();
    }

    private void OnReady(TimeSpan at)
    {
        _call.Begun = true;
        _length.Begin();
        if (_call.GaveUp is { } reason)
        {
            _failure.Apologise(reason);
        }
        else if (_call.Opening.Resumed)
        {
            _resumption.Tell();
            _resumption.GoOn(at);
        }
        else
        {
            _call.BeginAgentTurn(at, _call.Opening.Greeting);
        }
    }

    private void OnProvider(RealtimeEvent said, TimeSpan at, TimeSpan audioAt)
    {
        switch (said)
        {
            case SpeechStarted speech:
                _caller.OnSpeechStarted(new SpeechStart(speech.ItemId, audioAt), at);
                break;
            case SpeechStopped:
                _caller.OnSpeechStopped(audioAt);
                break;
            case InputCommitted committed:
                _caller.OnCommitted(committed, at);
                break;
            case UserTranscribed words:
                _caller.OnUserTranscribed(words);
                break;
            case SessionLost lost:
                _failure.OnSessionLost(lost);
                return;
            default:
                // What is still on its way from a session that was given up belongs to nobody.
                if (_call.ProviderUp)
                {
                    OnResponse(said, at);
                }

                break;
        }

        _watch.Sign(at);
    }

    private void OnResponse(RealtimeEvent said, TimeSpan at)
    {
        switch (said)
        {
            case ResponseStarted response:
                _agent.OnResponseStarted(response.ResponseId, at);
                break;
            case AudioDelta delta:
                _agent.OnAudio(delta, at);
                break;
            case TranscriptDelta words when _agent.IsLive(words.ResponseId, at):
                _agent.OnWords(words);
                break;
            case TranscriptDone words when _agent.IsLive(words.ResponseId, at):
                _agent.OnAllWords(words);
                break;
            case AudioDone done when _agent.IsLive(done.ResponseId, at):
                _agent.OnAudioDone(done);
                break;
            case ResponseProgressed progress when _agent.IsLive(progress.ResponseId, at):
                _watch.Progress(at);
                _call.Responses.Live!.HasText |= progress.Writes;
                break;
            case EventNotRead { ResponseId: { } response } when _agent.IsLive(response, at):
                _watch.Progress(at);
                break;
            case ToolCallRequested tool when _agent.IsLive(tool.ResponseId, at):
                _watch.Progress(at);
                _tools.OnRequested(tool, at);
                break;
            case ResponseDone done:
                _end.OnDone(done, at);
                break;
            case ResponseNotMade refusal:
                _end.OnNotMade(refusal, at);
                break;
            case ResponseRefused:
                _call.ResponseRefused = true;
                break;
        }
    }
}
