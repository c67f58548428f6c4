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
        call.ClearProviderTimers();
        call.Reminders = 0;
        // After a lost session the new one reports the speech that is still going on once more.
        if (call.Turn is { IsCallerSpeaking: true } speaking)
        {
            speaking.UserItemId = speech.ItemId;
            call.Send(new SetTimer(TurnTimer.CallerSpeech, call.Limits.SilentLine));
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
        if (call.Turn is { IsCallerSpeaking: true } turn)
        {
            turn.SpeechEndedAt = speechEndedAt;
            call.Clear(TurnTimer.CallerSpeech);
            call.QuietFrom = speechEndedAt;
            call.Show(AgentState.Thinking);
            call.Expect();
        }
    }

    public void OnCommitted(InputCommitted committed, TimeSpan at)
    {
        if (call.Turn is { Initiator: TurnInitiator.Caller } turn)
        {
            // A speech that we have ended is committed under an id of its own.
            turn.UserItemId = turn.CommittedAt is null && !turn.UserTextSettled ? committed.ItemId : turn.UserItemId;
            turn.CommittedAt = at;
            // The transcript may come after the answer has begun; the empty caption keeps its place before it.
            turn.OpenCaption = committed.ItemId;
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
        var live = call.Responses.Live;
        var unfinished = live is not null || turn.AudioPending || turn.ToolsPending || call.ToolReplyDue || !turn.Answered;
        if (live is not null)
        {
            call.Responses.Refuse(live.Id);
        }

        foreach (var utterance in turn.Utterances.Where(utterance => !utterance.Settled))
        {
            var heard = cut.Positions.FirstOrDefault(position => position.ItemId == utterance.ItemId).HeardMs;
            if (!utterance.Foreign && (utterance.PositionAt(heard) < utterance.GeneratedMs || !utterance.Complete))
            {
                call.Send(new Truncate(utterance.ItemId, utterance.PositionAt(heard)));
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
        if (words.Text is { Length: > 0 } || turn.OpenCaption == words.ItemId)
        {
            turn.OpenCaption = null;
            call.Send(new ShowCaption(Speaker.Caller, words.ItemId, words.Text ?? "", Final: true));
        }

        if ((words.Text ?? TurnPrompts.WordsUnknown) is { Length: > 0 } said)
        {
            call.Send(new Remember(turn.Index, words.ItemId, new UserSaid(said)));
        }

        call.Send(call.Log.TakeSettled());
    }

    /// <summary>The caller has been speaking for a while.</summary>
    public void OnTimer()
    {
        if (call.Turn is { IsCallerSpeaking: true })
        {
            call.Send(new CheckLine());
        }
    }

    /// <summary>A line that is silent, or a speech longer than anybody's, ends here: the provider may never say so.</summary>
    public void OnLine(LineHeard line)
    {
        if (call.Turn is not { IsCallerSpeaking: true } turn)
        {
            return;
        }

        // What the line was before they began to speak says nothing.
        var silentFrom = line.AudibleAt > turn.AskedAt ? line.AudibleAt : turn.AskedAt;
        var longest = turn.StartedAt + call.Limits.LongestSpeech;
        var due = silentFrom + call.Limits.SilentLine;
        if (line.At < longest && line.At < due)
        {
            call.Send(new SetTimer(TurnTimer.CallerSpeech, (due < longest ? due : longest) - line.At));
            return;
        }

        turn.SpeechEndedAt = silentFrom < line.At ? silentFrom : line.At;
        turn.FailureReason = "speech_without_end";
        call.QuietFrom = line.At;
        call.Send(new EndSpeech());
        call.Ask(TurnPrompts.AnswerOrAsk);
    }
}
