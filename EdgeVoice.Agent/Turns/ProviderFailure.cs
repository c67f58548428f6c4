using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>The provider's session is lost, comes back, or cannot be had.</summary>
internal sealed class ProviderFailure(TurnContext call)
{
    public void OnSessionLost(SessionLost lost)
    {
        call.ProviderUp = false;
        call.ClearProviderTimers();
        if (lost.Fatal)
        {
            Apologise(lost.Reason);
            return;
        }

        foreach (var tool in call.OpenTools.Values)
        {
            tool.Foreign = true;
        }

        if (call.Turn is not { } turn)
        {
            call.Responses.Clear();
            call.QuietFrom = call.Now;
            call.KeepCompany();
            return;
        }

        foreach (var utterance in turn.Utterances.Where(utterance => !utterance.Settled))
        {
            utterance.Foreign = true;
            call.CompleteUtterance(utterance);
            if (utterance.Text.Trim() is { Length: > 0 } said)
            {
                call.Send(new Remember(turn.Index, utterance.ItemId, new AgentSaid(said)));
            }
        }

        RememberThatSomethingWasSaid(turn);
        var live = call.Responses.Live;
        if (!turn.IsCallerSpeaking && (live is not null || !turn.Answered) && !call.ToolReplyDue)
        {
            call.Recovery = live is not null && turn.AudioPending ? Recovery.GoOn : Recovery.Answer;
            call.Owe(turn.Instructions);
        }

        call.ResponseRefused = false;
        call.Responses.Clear();
    }

    /// <summary>The session is of no use any more, though nobody has closed it.</summary>
    public void GiveUpSession(string reason)
    {
        OnSessionLost(new SessionLost(reason, Fatal: false));
        call.Send(new ReplaceProvider(reason));
    }

    public void OnProviderRestored()
    {
        call.ProviderUp = true;
        var recovery = call.Recovery;
        call.Recovery = Recovery.None;
        if (call.Turn is not { } turn)
        {
            if (call.Begun)
            {
                call.Clear(TurnTimer.Hold);
            }

            return;
        }

        switch (recovery)
        {
            case Recovery.None when turn.IsCallerSpeaking:
                call.QuietFrom = call.Now;
                ListenAgain();
                break;
            case Recovery.GoOn:
                call.Ask(TurnPrompts.GoOn);
                break;
            case Recovery.Answer when turn.Initiator == TurnInitiator.Agent:
                call.Ask(turn.Instructions);
                break;
            case Recovery.Answer when turn is { UserText: null, UserTextSettled: false }:
                // The new session is given the caller's speech to hear once more.
                turn.SpeechEndedAt = null;
                ListenAgain();
                break;
            case Recovery.Answer:
                call.Ask(turn.UserText is null ? TurnPrompts.AskToRepeat : null);
                break;
        }
    }

    // It may hear nothing of it, and a recording that is being said keeps the wait from being set.
    private void ListenAgain()
    {
        call.KeepCompany();
        call.Send(new SetTimer(TurnTimer.CallerSpeech, call.Limits.SilentLine));
    }

    public void Apologise(string reason)
    {
        if (call.Closing is { Outcome: CallOutcome.ProviderUnavailable })
        {
            return;
        }

        if (!call.Begun)
        {
            call.GaveUp = reason;
            return;
        }

        if (call.Closing is { Outcome: CallOutcome.LongestCall })
        {
            // Nobody is left to say the goodbye, and the call ends in any case.
            call.CloseNow = true;
            call.Send(new StopPlayout());
            return;
        }

        call.Closing = (CallOutcome.ProviderUnavailable, reason);
        call.Recovery = Recovery.None;
        if (call.Responses.Live is { } live)
        {
            call.Responses.Refuse(live.Id);
        }

        call.Clear(TurnTimer.CallerSilent);
        call.Clear(TurnTimer.Hold);
        call.ClearProviderTimers();
        if (call.Turn is { } turn)
        {
            turn.Outcome = TurnOutcome.ModelError;
            turn.FailureReason = reason;
            // What is out is played to its end and nothing waits for the rest: the apology comes after it.
            call.CompleteAll(turn);
        }

        call.Send(new PlayClip(Clip.TechnicalProblem));
    }

    /// <summary>
    /// Speech that was being answered is not played to the next session again. Where its transcript died with the old one, only this entry
    /// tells that the answer had a question.
    /// </summary>
    private void RememberThatSomethingWasSaid(TurnInProgress turn)
    {
        if (turn is { Initiator: TurnInitiator.Caller, UserTextSettled: false, UserItemId: { } item } && (turn.Utterances.Count > 0 || turn.ToolCalls.Count > 0))
        {
            call.Send(new Remember(turn.Index, item, new UserSaid(TurnPrompts.WordsLost)));
        }
    }
}
