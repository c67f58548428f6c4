using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>The agent's answer: responses, audio, words and play-out.</summary>
internal sealed class AgentReply(TurnContext call, ProviderWatch watch)
{
    public void OnResponseStarted(string responseId, TimeSpan at)
    {
        if (!call.Responses.IsNew(responseId))
        {
            return;
        }

        // A response that we asked for before the caller spoke again answers the wrong thing, and one after the apology nothing.
        if (call.Turn is { IsCallerSpeaking: true } || call.Closing is { Outcome: CallOutcome.ProviderUnavailable })
        {
            call.Responses.Refuse(responseId);
            call.Cancel(responseId);
            return;
        }

        if (call.Turn is null)
        {
            call.Turn = call.NewTurn(TurnInitiator.Agent, at);
            call.QuietFrom = at;
        }

        call.Responses.Begin(responseId);
        call.Turn.ResponseId = responseId;
        call.Turn.ResponseStartedAt ??= at;
        call.Clear(TurnTimer.Retry);
        call.Expect();
        watch.Begin(at);
    }

    /// <summary>True when the event belongs to the live response. While there is none, any event of a response may be the first: its beginning can be lost or late.</summary>
    public bool IsLive(string responseId, TimeSpan at)
    {
        if (call.Responses.Live is null)
        {
            OnResponseStarted(responseId, at);
        }

        return call.Responses.IsLive(responseId);
    }

    public void OnAudio(AudioDelta delta, TimeSpan at)
    {
        if (!IsLive(delta.ResponseId, at))
        {
            // The provider should have stopped by itself; tell it once.
            call.Cancel(delta.ResponseId);
            return;
        }

        if (call.Turn is not { } turn || delta.Pcm.Length == 0)
        {
            return;
        }

        var utterance = turn.Utterance(delta.ItemId);
        utterance.AddAudio(delta.Pcm.Length);
        // The end of an item may be told with that of the response: it must not keep the next one from being heard.
        foreach (var earlier in turn.Utterances.Where(other => other != utterance && !other.Complete))
        {
            call.CompleteUtterance(earlier);
        }

        call.Responses.Live!.HasAudio |= utterance.GeneratedMs > 0;
        turn.FirstAudioAt ??= at;
        call.Send(new PlayAudio(delta.ItemId, delta.Pcm));
        if (delta.Pcm.Length >= Utterance.BytesPerMs)
        {
            call.QuietFrom = Later(call.QuietFrom, at) + TimeSpan.FromMilliseconds(delta.Pcm.Length / Utterance.BytesPerMs);
        }

        call.KeepCompany();
        watch.Heard(at);
    }

    public void OnWords(TranscriptDelta words)
    {
        if (call.Turn is { } turn)
        {
            var utterance = turn.Utterance(words.ItemId);
            utterance.AddWords(words.Text);
            call.Send(new FollowWords(words.ItemId, utterance.Text));
        }
    }

    public void OnAllWords(TranscriptDone words)
    {
        if (call.Turn is { } turn && words.Text.Length > 0)
        {
            var utterance = turn.Utterance(words.ItemId);
            if (utterance.Text == words.Text)
            {
                return;
            }

            utterance.SetWords(words.Text);
            // It may have been heard already: a short item's words close after its sound.
            if (utterance.Settled)
            {
                call.ShowSettled(turn, utterance);
            }
            else
            {
                call.Send(new FollowWords(words.ItemId, utterance.Text));
            }
        }
    }

    public void OnAudioDone(AudioDone done)
    {
        if (call.Turn is { } turn && turn.Find(done.ItemId) is { } utterance)
        {
            call.CompleteUtterance(utterance);
        }
    }

    public void OnPlayoutStarted(string itemId, TimeSpan at)
    {
        if (call.Turn is { } turn && turn.Find(itemId) is { } utterance)
        {
            utterance.StartedAt ??= at;
            utterance.Playing = true;
            turn.PlayoutStartedAt ??= at;
            call.Show(AgentState.Speaking);
        }
    }

    public void OnPlayoutFinished(PlayoutFinished finished, TimeSpan at)
    {
        if (call.Turn is { } answering && answering.Find(finished.ItemId) is { Settled: false } utterance)
        {
            call.Settle(answering, utterance, finished.HeardMs);
            utterance.EndedAt = at;
            answering.PlayoutEndedAt = at;
            // Its last sound may be a while ago: it ends when nothing more of it can come.
            call.QuietFrom = answering.AudioPending || call.QuietFrom < at ? call.QuietFrom : at;
            FinishWhenHeard(at);
            if (call.Turn is not null && !answering.AudioPending && call.Closing is not { Outcome: CallOutcome.ProviderUnavailable })
            {
                call.KeepCompany();
            }
        }
        else if (finished.ItemId is nameof(Clip.OneMoment) or nameof(Clip.CutOff))
        {
            call.SayingClip = false;
            if (IsWaitedFor)
            {
                call.QuietFrom = at;
                call.KeepCompany();
            }
            else if (call is { Turn: { AudioPending: true } turn, Responses.Live: not null })
            {
                // What was made meanwhile is heard after it.
                call.QuietFrom = Later(call.QuietFrom, at + TimeSpan.FromMilliseconds(turn.UnheardMs));
                call.KeepCompany();
            }
        }
        else if (finished.ItemId == nameof(Clip.TechnicalProblem) && call.Closing is { } closing)
        {
            call.End(call.Turn, at);
            call.Close(closing.Outcome, closing.Reason);
        }
    }

    public void FinishWhenHeard(TimeSpan at)
    {
        if (call.Turn is not { } turn || call.Responses.Live is not null || turn.AudioPending || turn.ToolsPending || call.ToolReplyDue || !turn.Answered || call.Recovery != Recovery.None)
        {
            return;
        }

        call.End(turn, at);
        switch (call.Closing)
        {
            case { Outcome: CallOutcome.CallerSilent or CallOutcome.LongestCall } closing:
                call.Close(closing.Outcome, closing.Reason);
                return;
            case not null:
                return;
        }

        call.Show(AgentState.Listening);
        call.Send(new SetTimer(TurnTimer.CallerSilent, call.Limits.CallerSilence));
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private bool IsWaitedFor => call.Closing is not { Outcome: CallOutcome.ProviderUnavailable } && call.Turn switch
    {
        null => !call.Begun || !call.ProviderUp,
        { IsCallerSpeaking: true } => false,
        { AudioPending: var pending } => !pending,
    };
}
