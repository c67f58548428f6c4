using System.Text.Json;
using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>The agent's answer: responses, audio, tools and play-out.</summary>
internal sealed class AgentReply(TurnContext call, ProviderFailure failure)
{
    public void OnResponseStarted(string responseId, TimeSpan at)
    {
        // A response that we asked for before the caller spoke again answers the wrong thing, and one after the apology nothing.
        if (call.Turn is { Initiator: TurnInitiator.Caller, SpeechEndedAt: null } || call.Closing is { Outcome: CallOutcome.ProviderUnavailable })
        {
            call.Ignored.Add(responseId);
            call.Cancel(responseId);
            return;
        }

        if (call.Turn is null)
        {
            call.Turn = call.NewTurn(TurnInitiator.Agent, at);
            call.QuietFrom = at;
        }

        call.Response = responseId;
        call.Turn.ResponseId = responseId;
        call.Turn.ResponseStartedAt ??= at;
        call.Expect();
    }

    public void OnAudio(AudioDelta delta, TimeSpan at)
    {
        if (call.Ignored.Contains(delta.ResponseId))
        {
            // The provider should have stopped by itself; tell it once.
            call.Cancel(delta.ResponseId);
            return;
        }

        if (call.Turn is not { } turn)
        {
            return;
        }

        var utterance = turn.Utterance(delta.ItemId);
        utterance.AddAudio(delta.Pcm.Length);
        turn.FirstAudioAt ??= at;
        call.Send(new PlayAudio(delta.ItemId, delta.Pcm));
        call.QuietFrom = (call.QuietFrom > at ? call.QuietFrom : at) + TimeSpan.FromMilliseconds(delta.Pcm.Length / Utterance.BytesPerMs);
        call.KeepCompany();
        call.Send(new SetTimer(TurnTimer.ProviderOverdue, call.QuietFrom + call.Limits.ProviderOverdue - at));
    }

    public void OnWords(TranscriptDelta words)
    {
        if (call.Turn is { } turn && !call.Ignored.Contains(words.ResponseId))
        {
            turn.Utterance(words.ItemId).AddWords(words.Text);
        }
    }

    public void OnAudioDone(AudioDone done)
    {
        if (call.Turn is { } turn && !call.Ignored.Contains(done.ResponseId))
        {
            call.CompleteUtterance(turn.Utterance(done.ItemId));
        }
    }

    public void OnToolCall(ToolCallRequested request, TimeSpan at)
    {
        if (call.Turn is not { } turn || call.Ignored.Contains(request.ResponseId))
        {
            return;
        }

        if (IsJson(request.Arguments))
        {
            Run(turn, request, at);
        }
        else
        {
            call.BrokenTools.Add(request);
        }
    }

    private void Run(TurnInProgress turn, ToolCallRequested request, TimeSpan at)
    {
        if (!call.KnownTools.Add(request.CallId))
        {
            return;
        }

        call.OpenTools[request.CallId] = new OpenToolCall(turn.Index, request);
        turn.AddToolCall(new TurnToolCall(request.CallId, request.Name, request.Arguments, at, null, null));
        call.ToolReplyDue = true;
        call.Send(new RunTool(turn.Index, request.CallId, request.Name, request.Arguments));
        call.Clear(TurnTimer.ProviderOverdue);
        call.KeepCompany();
    }

    public void OnToolFinished(ToolFinished tool)
    {
        if (!call.OpenTools.Remove(tool.CallId, out var open))
        {
            return;
        }

        // A call of a turn that the caller has interrupted still had its effect: the model must learn of it.
        var returned = new ToolReturned(tool.CallId, tool.Result.Output);
        call.Send(new Remember(open.Turn, tool.CallId, open.Item));
        call.Send(new Remember(open.Turn, $"{tool.CallId}:result", returned));
        if (open.Foreign)
        {
            call.Send(new AddItem(open.Item));
        }

        call.Send(new AddItem(returned));
        if (call.Turn?.FinishToolCall(tool.CallId, tool.Result.Ok, tool.At) is not null)
        {
            call.Turn.Outcome = tool.Result.Ok ? call.Turn.Outcome : TurnOutcome.ToolError;
            AnswerToolsWhenDue();
        }
    }

    public void AnswerToolsWhenDue()
    {
        if (call.ToolReplyDue && call.Response is null && call.ProviderUp && call.Turn is { ToolsPending: false })
        {
            call.ToolReplyDue = false;
            // What the turn was begun with still holds when tools had to run before its first word.
            call.Ask(call.Turn is { Initiator: TurnInitiator.Agent, Answered: false } turn ? turn.Instructions : null);
        }
    }

    public void OnResponseDone(ResponseDone done, TimeSpan at)
    {
        // Others are those that were interrupted, and repetitions of an end that is known: they end nothing.
        var ours = !call.Ignored.Remove(done.ResponseId) && call.Response == done.ResponseId;
        call.Cancelled.Remove(done.ResponseId);
        if (ours && call.Turn is { } turn)
        {
            call.Response = null;
            turn.ResponseEndedAt = at;
            turn.Usage += done.Usage;
            call.Clear(TurnTimer.ProviderOverdue);
            foreach (var utterance in turn.Utterances.Where(utterance => !utterance.Complete))
            {
                call.CompleteUtterance(utterance);
            }

            if (AskAgainWhenRefused())
            {
                return;
            }

            RunBrokenTools(turn, done.Status, at);
            var silent = !turn.Utterances.Any(utterance => utterance.GeneratedMs > 0) && turn.ToolCalls.Count == 0;
            if (done.Status == ResponseStatus.Failed || (done.Status == ResponseStatus.Incomplete && silent))
            {
                OnResponseFailed(turn, done.Reason);
            }
            else
            {
                AnswerToolsWhenDue();
                FinishWhenHeard(at);
            }
        }
        else if (call.Response is null)
        {
            AskAgainWhenRefused();
        }
    }

    /// <summary>A completed response meant its call as it stands: the tool says what is wrong with it, and the model can answer.</summary>
    private void RunBrokenTools(TurnInProgress turn, ResponseStatus status, TimeSpan at)
    {
        var broken = call.BrokenTools.ToArray();
        call.BrokenTools.Clear();
        if (status == ResponseStatus.Completed)
        {
            foreach (var request in broken)
            {
                Run(turn, request, at);
            }
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The response that stood in the way of ours is done: ask again, unless it has given the answer.</summary>
    private bool AskAgainWhenRefused()
    {
        var refused = call.ResponseRefused;
        call.ResponseRefused = false;
        if (!refused || call.Turn is not { AudioPending: false } turn || (turn.Initiator == TurnInitiator.Caller && turn.SpeechEndedAt is null))
        {
            return false;
        }

        call.ToolReplyDue = false;
        call.Ask(null);
        return true;
    }

    private void OnResponseFailed(TurnInProgress turn, string? reason)
    {
        if (++turn.Failures > call.Limits.ResponseRetries)
        {
            failure.Apologise(reason ?? "response failed");
        }
        else
        {
            call.Ask(null);
        }
    }

    public void OnPlayoutStarted(string itemId, TimeSpan at)
    {
        if (call.Turn is { } turn && turn.Utterances.FirstOrDefault(utterance => utterance.ItemId == itemId) is { } utterance)
        {
            utterance.StartedAt ??= at;
            turn.PlayoutStartedAt ??= at;
            call.Show(AgentState.Speaking);
        }
    }

    public void OnPlayoutFinished(PlayoutFinished finished, TimeSpan at)
    {
        if (call.Turn is { } turn && turn.Utterances.FirstOrDefault(utterance => utterance.ItemId == finished.ItemId && !utterance.Settled) is { } utterance)
        {
            call.Settle(turn, utterance, finished.HeardMs);
            utterance.EndedAt = at;
            turn.PlayoutEndedAt = at;
            call.QuietFrom = turn.AudioPending ? call.QuietFrom : at;
            FinishWhenHeard(at);
            if (call.Turn is not null && !turn.AudioPending && call.Closing is not { Outcome: CallOutcome.ProviderUnavailable })
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
        }
        else if (finished.ItemId == nameof(Clip.TechnicalProblem) && call.Closing is { } closing)
        {
            call.End(call.Turn, at);
            call.Close(closing.Outcome, closing.Reason);
        }
    }

    private bool IsWaitedFor => call.Closing is not { Outcome: CallOutcome.ProviderUnavailable } && call.Turn switch
    {
        null => !call.Begun || !call.ProviderUp,
        { Initiator: TurnInitiator.Caller, SpeechEndedAt: null } => false,
        { AudioPending: var pending } => !pending,
    };

    private void FinishWhenHeard(TimeSpan at)
    {
        if (call.Turn is not { } turn || call.Response is not null || turn.AudioPending || turn.ToolsPending || call.ToolReplyDue || !turn.Answered || call.Recovery != Recovery.None)
        {
            return;
        }

        call.End(turn, at);
        switch (call.Closing)
        {
            case { Outcome: CallOutcome.CallerSilent } closing:
                call.Close(closing.Outcome, closing.Reason);
                return;
            case not null:
                return;
        }

        call.Show(AgentState.Listening);
        call.Send(new SetTimer(TurnTimer.CallerSilent, call.Limits.CallerSilence));
    }
}
