using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>What the handlers of <see cref="TurnMachine"/> share: the state of the conversation and the small steps that change it.</summary>
internal sealed class TurnContext(TurnLimits limits, TurnOpening opening)
{
    private List<TurnCommand> _commands = [];
    private AgentState _state = AgentState.Initializing;
    private int _turns = opening.LastTurn;

    public TurnLimits Limits { get; } = limits;

    public TurnOpening Opening { get; } = opening;

    public TurnLog Log { get; } = new();

    /// <summary>The turn being spoken; null while the agent listens to silence.</summary>
    public TurnInProgress? Turn { get; set; }

    public ResponseLedger Responses { get; } = new();

    /// <summary>Tool calls whose result is not in yet, whatever became of their turn.</summary>
    public Dictionary<string, OpenToolCall> OpenTools { get; } = [];

    /// <summary>Ids of all tool calls so far: a provider that repeats one does not repeat its effect.</summary>
    public HashSet<string> KnownTools { get; } = [];

    /// <summary>The model waits for tool results before it speaks.</summary>
    public bool ToolReplyDue { get; set; }

    /// <summary>A response was refused because another was running.</summary>
    public bool ResponseRefused { get; set; }

    public bool ProviderUp { get; set; } = true;

    /// <summary>The agent has begun to greet.</summary>
    public bool Begun { get; set; }

    /// <summary>Why no provider can be had, when that was known before the caller could be told.</summary>
    public string? GaveUp { get; set; }

    /// <summary>Time of the input that is being handled.</summary>
    public TimeSpan Now { get; set; }

    /// <summary>A recording that bridges a silence is on its way to the caller's ears.</summary>
    public bool SayingClip { get; set; }

    /// <summary>When the last sound of the caller or of the agent ended, or will have ended.</summary>
    public TimeSpan QuietFrom { get; set; }

    public Recovery Recovery { get; set; }

    public int Reminders { get; set; }

    /// <summary>Speech that begins a turn as soon as play-out has stopped.</summary>
    public SpeechStart? BargeIn { get; set; }

    /// <summary>The call ends for this reason once the last words are out.</summary>
    public (CallOutcome Outcome, string Reason)? Closing { get; set; }

    /// <summary>The call is to go on with another agent.</summary>
    public bool MustMove { get; set; }

    /// <summary>The caller has been told so, and is on their way.</summary>
    public bool AskedToMove { get; set; }

    /// <summary>The call ends without waiting for words.</summary>
    public bool CloseNow { get; set; }

    public bool Ended { get; private set; }

    public void Send(TurnCommand command) => _commands.Add(command);

    public void Send(IEnumerable<TurnCommand> commands) => _commands.AddRange(commands);

    public IReadOnlyList<TurnCommand> TakeCommands()
    {
        var commands = _commands;
        _commands = [];
        return commands;
    }

    public void BeginAgentTurn(TimeSpan at, string instructions)
    {
        Turn = NewTurn(TurnInitiator.Agent, at);
        QuietFrom = at;
        Ask(instructions);
    }

    public void BeginCallerTurn(TimeSpan at)
    {
        Turn = NewTurn(TurnInitiator.Caller, BargeIn!.Onset);
        Turn.SpeechStartedAt = BargeIn.Onset;
        Turn.UserItemId = BargeIn.ItemId;
        Turn.AskedAt = at;
        BargeIn = null;
        Show(AgentState.Listening);
        Send(new SetTimer(TurnTimer.CallerSpeech, Limits.SilentLine));
    }

    public TurnInProgress NewTurn(TurnInitiator initiator, TimeSpan at) => new(++_turns, initiator, at);

    public void Ask(string? instructions)
    {
        Owe(instructions);
        if (ProviderUp)
        {
            Send(new CreateResponse(instructions));
        }
        else
        {
            Recovery = Recovery.Answer;
        }

        Expect();
    }

    /// <summary>The turn is not answered by what has ended so far, and will be asked for.</summary>
    public void Owe(string? instructions)
    {
        if (Turn is { } turn)
        {
            // One tick after the response that just ended, so that its answer is told from its own.
            turn.AskedAt = (turn.ResponseEndedAt ?? turn.StartedAt) + TimeSpan.FromTicks(1);
            turn.Instructions = instructions;
        }

        ShowThinking();
        KeepCompany();
    }

    public void Expect()
    {
        ShowThinking();
        KeepCompany();
        Send(new SetTimer(TurnTimer.ProviderOverdue, Limits.ProviderOverdue));
    }

    /// <summary>The caller waits: they hear something before the silence is longer than they bear.</summary>
    public void KeepCompany()
    {
        // Its end starts the next wait; until then it is not quiet.
        if (!SayingClip)
        {
            Send(new SetTimer(TurnTimer.Hold, QuietFrom + Limits.Hold - Now));
        }
    }

    public void SayOneMoment()
    {
        // What is out ends here: an item that gets no more audio would keep everything behind it from being heard.
        if (Turn is { } turn)
        {
            CompleteAll(turn);
        }

        SayingClip = true;
        Send(new PlayClip(Clip.OneMoment));
        // The caller is told to wait: ask whether there is somebody to wait for.
        Send(new CheckProvider());
    }

    /// <summary>No more audio of the turn is waited for.</summary>
    public void CompleteAll(TurnInProgress turn)
    {
        foreach (var utterance in turn.Utterances.Where(utterance => !utterance.Complete))
        {
            CompleteUtterance(utterance);
        }
    }

    public void CompleteUtterance(Utterance utterance)
    {
        utterance.Complete = true;
        Send(new CompletePlayout(utterance.ItemId));
    }

    public void Settle(TurnInProgress turn, Utterance utterance, int heardMs)
    {
        utterance.Settle(heardMs);
        ShowSettled(turn, utterance);
    }

    /// <summary>What was heard of it, for the caller's eyes and for the next session.</summary>
    public void ShowSettled(TurnInProgress turn, Utterance utterance)
    {
        if (utterance.HeardText.Length > 0)
        {
            Send(new Remember(turn.Index, utterance.ItemId, new AgentSaid(utterance.HeardText)));
        }

        Send(new ShowCaption(Speaker.Agent, utterance.ItemId, utterance.HeardText, Final: true));
    }

    public void Cancel(string responseId)
    {
        if (Responses.MustCancel(responseId))
        {
            Send(new CancelResponse(responseId));
        }
    }

    public void End(TurnInProgress? turn, TimeSpan at)
    {
        if (turn is not null)
        {
            turn.EndedAt = at;
            turn.HandedOver = AskedToMove;
            Turn = null;
            ToolReplyDue = false;
            Clear(TurnTimer.Hold);
            Clear(TurnTimer.CallerSpeech);
            ClearProviderTimers();
            if (turn is { Outcome: TurnOutcome.Complete, ToolCalls.Count: > 0 })
            {
                Send(new SettleWishes(turn.Index));
            }

            Send(Log.Add(turn));
        }
    }

    public void Close(CallOutcome outcome, string reason)
    {
        Send(Log.TakeAll());
        Send(new EndCall(outcome, reason));
        Ended = true;
    }

    public void Show(AgentState state)
    {
        if (_state != state)
        {
            _state = state;
            Send(new ShowAgentState(state));
        }
    }

    public void Clear(TurnTimer timer) => Send(new ClearTimer(timer));

    /// <summary>Nothing is owed by the provider.</summary>
    public void ClearProviderTimers()
    {
        Clear(TurnTimer.ProviderOverdue);
        Clear(TurnTimer.NoProgress);
        Clear(TurnTimer.NoSound);
        Clear(TurnTimer.Retry);
    }

    private void ShowThinking()
    {
        if (Turn is not { AudioPending: true })
        {
            Show(AgentState.Thinking);
        }
    }
}
