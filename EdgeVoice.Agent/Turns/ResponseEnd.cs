using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>
/// What an end is worth is told by what was heard and done, not by its status: a response without either is no answer. It is
/// asked for again after a pause, then of another session, and at last the caller is told.
/// </summary>
internal sealed class ResponseEnd(TurnContext call, AgentReply reply, ToolCalls tools, ProviderFailure failure, ProviderWatch watch)
{
    // 0.5, 1, 2 s: an overload passes within seconds or not at all.
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(500);

    public void OnDone(ResponseDone done, TimeSpan at)
    {
        if (call.Turn is { Answered: false, IsCallerSpeaking: false } && call.Responses.Live is null)
        {
            // All else of it was lost.
            reply.OnResponseStarted(done.ResponseId, at);
        }

        if (!call.Responses.IsLive(done.ResponseId))
        {
            // One that was interrupted, or a repetition of an end that is known: it ends nothing.
            call.Responses.EndOther(done.ResponseId);
            if (call.Responses.Live is null)
            {
                AskAgainWhenRefused();
            }

            return;
        }

        foreach (var said in done.Output)
        {
            TakeOutput(said, done.Status, at);
        }

        if (call is { Turn: { } turn, Responses.Live: { } response })
        {
            OnEnd(turn, response, done, at);
        }
    }

    /// <summary>The provider will not make the response that was asked for.</summary>
    public void OnNotMade(ResponseNotMade refusal, TimeSpan at)
    {
        if (call.Turn is { Answered: false, IsCallerSpeaking: false } turn && call.Responses.Live is null)
        {
            turn.ResponseEndedAt = at;
            watch.Stop();
            TryAgain(turn, refusal.Reason, refusal.RetryAfter, isCut: false, at);
        }
    }

    public void OnRetryTimer()
    {
        if (call is { ProviderUp: true, Responses.Live: null, Turn: { Answered: false, IsCallerSpeaking: false } turn })
        {
            call.Ask(turn.Instructions);
        }
    }

    // Words that the end sums up are the same whatever its status; a call is only meant when it was written to its end.
    private void TakeOutput(RealtimeEvent said, ResponseStatus status, TimeSpan at)
    {
        switch (said)
        {
            case TranscriptDone words:
                reply.OnAllWords(words);
                break;
            case ToolCallRequested request when status == ResponseStatus.Completed:
                tools.OnRequested(request, at);
                break;
        }
    }

    private void OnEnd(TurnInProgress turn, LiveResponse response, ResponseDone done, TimeSpan at)
    {
        call.Responses.End();
        turn.ResponseEndedAt = at;
        turn.Usage += done.Usage;
        watch.Stop();
        foreach (var utterance in turn.Utterances.Where(utterance => !utterance.Complete))
        {
            call.CompleteUtterance(utterance);
        }

        if (AskAgainWhenRefused())
        {
            return;
        }

        if (done.Status == ResponseStatus.Completed)
        {
            tools.RunBroken(turn, response, at);
        }

        if (response.HasCall || (response.HasAudio && done.Status == ResponseStatus.Completed))
        {
            tools.AnswerWhenDue();
            reply.FinishWhenHeard(at);
            return;
        }

        if (turn.ToolsPending)
        {
            // What they bring will be answered.
            call.ToolReplyDue = true;
            return;
        }

        call.ToolReplyDue = false;
        TryAgain(turn, ReasonOf(response, done), done.RetryAfter, response.HasAudio, at);
    }

    private static string ReasonOf(LiveResponse response, ResponseDone done) => done switch
    {
        { Reason: { } known } => known,
        { Status: ResponseStatus.Completed } => response.HasText ? "text_only" : "empty",
        { Status: ResponseStatus.Cancelled } => "cancelled",
        { Status: ResponseStatus.Incomplete } => "incomplete",
        _ => "failed",
    };

    /// <summary>The response that stood in the way of ours is done: ask again, unless it has given the answer.</summary>
    private bool AskAgainWhenRefused()
    {
        var refused = call.ResponseRefused;
        call.ResponseRefused = false;
        if (!refused || call.Turn is not { AudioPending: false, IsCallerSpeaking: false } turn)
        {
            return false;
        }

        call.ToolReplyDue = false;
        call.Ask(turn.Instructions);
        return true;
    }

    private void TryAgain(TurnInProgress turn, string reason, TimeSpan? retryAfter, bool isCut, TimeSpan at)
    {
        turn.Failures++;
        turn.FailureReason = reason;
        call.Send(new ReportFailure(turn.Index, reason));
        var prompt = isCut ? TurnPrompts.GoOn : turn.Instructions;
        if (turn.Failures <= call.Limits.ResponseRetries)
        {
            AskAfter(PauseOf(turn, retryAfter), prompt);
        }
        else if (!turn.SessionRenewed)
        {
            turn.SessionRenewed = true;
            call.Owe(prompt);
            failure.GiveUpSession(reason);
            call.Recovery = isCut ? Recovery.GoOn : Recovery.Answer;
        }
        else if (turn.Utterances.Any(utterance => utterance.GeneratedMs > 0))
        {
            // The caller has heard something and can ask for the rest.
            turn.Outcome = TurnOutcome.ModelError;
            reply.FinishWhenHeard(at);
        }
        else
        {
            failure.Apologise(reason);
        }
    }

    private void AskAfter(TimeSpan pause, string? prompt)
    {
        if (pause == TimeSpan.Zero)
        {
            call.Ask(prompt);
            return;
        }

        call.Owe(prompt);
        call.Send(new SetTimer(TurnTimer.Retry, pause));
    }

    private TimeSpan PauseOf(TurnInProgress turn, TimeSpan? retryAfter)
    {
        // The model forgot to speak, nobody is overloaded: the first time it can do so at once.
        if (turn is { Failures: 1, FailureReason: "empty" or "text_only" })
        {
            return TimeSpan.Zero;
        }

        var pause = s_firstPause * (1 << (turn.Failures - 1));
        pause = retryAfter > pause ? retryAfter.Value : pause;
        return pause < call.Limits.LongestRetryPause ? pause : call.Limits.LongestRetryPause;
    }
}
