namespace EdgeVoice.Agent.Turns;

/// <summary>When a call must end, on the clock of the agent that has it: one that took it over has less time.</summary>
internal sealed record CallLimit(TimeSpan WarnAt, TimeSpan EndAt);

/// <summary>
/// A call does not last for ever: in good time the caller is told between two turns, and at the end the agent says goodbye
/// and hangs up, whatever provider and caller do.
/// </summary>
internal sealed class CallLength(TurnContext call, Patience patience)
{
    private const string Reason = "the call reached its longest length";

    // A sentence is over by then; an answer or a caller that goes on is cut off.
    private static readonly TimeSpan s_turnWait = TimeSpan.FromSeconds(5);

    // A slow model takes eight seconds to begin, and the sentence four.
    private static readonly TimeSpan s_goodbyeLimit = TimeSpan.FromSeconds(15);

    private Stage _stage;
    private TurnInProgress? _warning;

    // Each stage ends with the timer, or earlier by what was said.
    private enum Stage
    {
        Talk,
        WarningDue,
        Warned,
        EndDue,
        Goodbye,
    }

    /// <summary>The caller hears us.</summary>
    public void Begin()
    {
        if (call.Opening.Limit is { } limit)
        {
            Wait(limit.WarnAt - call.Now);
        }
    }

    public void OnTimer()
    {
        // A call that moves is the next agent's to end.
        if (call.Opening.Limit is not { } limit || call.MustMove)
        {
            return;
        }

        switch (_stage)
        {
            case Stage.Talk:
                _stage = Stage.WarningDue;
                Wait(limit.EndAt - call.Now);
                break;
            case Stage.WarningDue or Stage.Warned:
                _stage = Stage.EndDue;
                Wait(s_turnWait);
                break;
            case Stage.EndDue:
                OnNoPause();
                break;
            case Stage.Goodbye:
                patience.OnCallClosed(new CallClosed(call.Now, CallOutcome.LongestCall, Reason));
                break;
        }
    }

    public void SayBetweenTurns()
    {
        if (call is not { Turn: null, Closing: null, MustMove: false, Ended: false })
        {
            return;
        }

        switch (_stage)
        {
            // A caller who spoke into it may not have taken it in: it is said again.
            case Stage.WarningDue when _warning is { Outcome: not TurnOutcome.Interrupted }:
                _stage = Stage.Warned;
                break;
            case Stage.WarningDue:
                call.BeginAgentTurn(call.Now, TurnPrompts.SayThatTimeIsShort(call.Opening.Limit!.EndAt - call.Now));
                _warning = call.Turn;
                break;
            case Stage.EndDue:
                call.Closing = (CallOutcome.LongestCall, Reason);
                call.BeginAgentTurn(call.Now, TurnPrompts.SayThatTimeIsUp);
                AwaitGoodbye();
                break;
        }
    }

    private void OnNoPause()
    {
        // The apology is a goodbye; it comes after all that is still to be heard.
        if (call.Closing is { Outcome: CallOutcome.ProviderUnavailable })
        {
            AwaitGoodbye();
            return;
        }

        call.Closing = null;
        if (call.Turn is not { } turn)
        {
            return;
        }

        turn.Outcome = turn.Outcome == TurnOutcome.Complete ? TurnOutcome.SessionClosed : turn.Outcome;
        if (turn.IsCallerSpeaking)
        {
            call.Send(new EndSpeech());
        }

        if (call.Responses.Live is { } live)
        {
            // Nobody speaks over it, so the provider does not stop it by itself, and makes no other meanwhile.
            call.Responses.Refuse(live.Id);
            call.Cancel(live.Id);
        }

        call.Send(new StopPlayout());
    }

    private void AwaitGoodbye()
    {
        _stage = Stage.Goodbye;
        Wait(s_goodbyeLimit);
    }

    private void Wait(TimeSpan length) => call.Send(new SetTimer(TurnTimer.CallLength, length));
}
