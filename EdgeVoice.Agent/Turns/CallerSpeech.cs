using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>The caller begins to speak, interrupts, and is written down.</summary>
internal sealed class CallerSpeech(TurnContext call)
{
    public void OnSpeechStarted(SpeechStart speech, TimeSpan at)
    {
        if (call.Closing is { Outcome: not CallOutcome.CallerSilent })
        {
            return;
        }

        call.Closing = null;
        call.Clear(TurnTimer.CallerSilent);
        call.Clear(TurnTimer.Hold);
        call.Clear(TurnTimer.ProviderOverdue);
        call.Reminders = 0;
        // After a lost session the new one reports the speech that is still going on once more.
        if (call.Turn is { Initiator: TurnInitiator.Caller, SpeechEndedAt: null } speaking)
        {
            speaking.UserItemId = speech.ItemId;
            return;
        }

        call.Recovery = Recovery.None;
        call.BargeIn = speech;
        if (call.Turn is null)
        {
            call.BeginCallerTurn(at);
        }
        else
        {
            call.Send(new StopPlayout());
        }
    }

    public void OnSpeechStopped(TimeSpan speechEndedAt)
    {
        if (call.Turn is { Initiator: TurnInitiator.Caller } turn)
        {
            turn.SpeechEndedAt = speechEndedAt;
            call.QuietFrom = speechEndedAt;
            call.Show(AgentState.Thinking);
            call.Expect();
        }
    }

    public void OnCommitted(InputCommitted committed, TimeSpan at)
    {
        if (call.Turn is { Initiator: TurnInitiator.Caller } turn)
        {
            turn.CommittedAt = at;
            // The transcript may come after the answer has begun; the empty caption keeps its place before it.
            call.Send(new ShowCaption(Speaker.Caller, committed.ItemId, "", Final: false));
        }
    }

    public void OnPlayoutCut(PlayoutCut cut)
    {
        call.SayingClip = false;
        if (call.Turn is { } turn)
        {
            SettleCut(turn, cut);
            if (call.Closing is { } closing && call.CloseNow)
            {
                turn.Outcome = TurnOutcome.SessionClosed;
                call.End(turn, cut.At);
                call.Close(closing.Outcome, closing.Reason);
                return;
            }

            call.End(turn, cut.At);
        }

        if (call.BargeIn is not null)
        {
            call.BeginCallerTurn(cut.At);
        }
    }

    private void SettleCut(TurnInProgress turn, PlayoutCut cut)
    {
        var unfinished = call.Response is not null || turn.AudioPending || turn.ToolsPending || !turn.Answered;
        if (call.Response is not null)
        {
            call.Ignored.Add(call.Response);
            call.Response = null;
        }

        foreach (var utterance in turn.Utterances.Where(utterance => !utterance.Settled))
        {
            var heard = cut.Positions.FirstOrDefault(position => position.ItemId == utterance.ItemId).HeardMs;
            if (!utterance.Foreign && (heard < utterance.GeneratedMs || !utterance.Complete))
            {
                call.Send(new Truncate(utterance.ItemId, heard));
            }

            call.Settle(turn, utterance, heard);
            utterance.EndedAt = heard > 0 ? cut.At : null;
            turn.PlayoutEndedAt = heard > 0 ? cut.At : turn.PlayoutEndedAt;
        }

        if (unfinished && turn.Outcome == TurnOutcome.Complete)
        {
            turn.Outcome = TurnOutcome.Interrupted;
            turn.BargeInStop = turn.PlayoutStartedAt is not null && call.BargeIn is not null ? cut.At - call.BargeIn.Onset : null;
        }
    }

    public void OnUserTranscribed(UserTranscribed words)
    {
        var turn = call.Turn?.UserItemId == words.ItemId ? call.Turn : call.Log.FindByUserItem(words.ItemId);
        if (turn is null)
        {
            return;
        }

        turn.UserTextSettled = true;
        turn.UserText = words.Text;
        if (words.Text is { Length: > 0 } text)
        {
            call.Send(new ShowCaption(Speaker.Caller, words.ItemId, text, Final: true));
            call.Send(new Remember(turn.Index, words.ItemId, new UserSaid(text)));
        }

        call.Send(call.Log.TakeSettled());
    }

}
