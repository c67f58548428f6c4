namespace EdgeVoice.Agent.Turns;

/// <summary>
/// Tells a provider that works from one that is gone, by kind of sign: none at all, none of the response, no sound. Each has
/// a limit of its own, because a model may think for long and a session that answers nothing will not.
/// </summary>
internal sealed class ProviderWatch(TurnContext call, ProviderFailure failure)
{
    private TimeSpan _progressAt;
    private TimeSpan _soundDue;
    private TimeSpan _stood;
    private TimeSpan? _soundUntil;

    /// <summary>The response has shown that it goes on since its sound broke off.</summary>
    public bool IsAtWork { get; private set; }

    /// <summary>A response has begun.</summary>
    public void Begin(TimeSpan at)
    {
        _progressAt = at;
        _soundDue = at + call.Limits.ResponseSoundless;
        (_stood, _soundUntil, IsAtWork) = (TimeSpan.Zero, null, false);
        call.Send(new SetTimer(TurnTimer.NoProgress, call.Limits.ResponseStalled));
        call.Send(new SetTimer(TurnTimer.NoSound, call.Limits.ResponseSoundless));
    }

    /// <summary>Anything came of the session. Before a response has begun that is no answer yet.</summary>
    public void Sign(TimeSpan at)
    {
        if (call is { Responses.Live: not null, BargeIn: null })
        {
            call.Send(new SetTimer(TurnTimer.ProviderOverdue, Later(call.QuietFrom, at) + call.Limits.ProviderOverdue - at));
        }
    }

    /// <summary>Anything came of the live response.</summary>
    public void Progress(TimeSpan at)
    {
        _progressAt = at;
        IsAtWork = true;
    }

    /// <summary>Its sound came. One that comes so slowly that the caller waits between its pieces stands still as well, a little at a time.</summary>
    public void Heard(TimeSpan at)
    {
        _stood += _soundUntil is { } until && at > Later(until, _progressAt) ? at - Later(until, _progressAt) : TimeSpan.Zero;
        _progressAt = Later(call.QuietFrom, at);
        _soundUntil = _progressAt;
        _soundDue = _progressAt + call.Limits.ResponseSoundless;
        IsAtWork = false;
        Sign(at);
        if (_stood >= call.Limits.ResponseStalled && call is { Turn: { IsCallerSpeaking: false } turn, ProviderUp: true })
        {
            turn.FailureReason = "too_slow";
            failure.GiveUpSession(turn.FailureReason);
        }
    }

    public void Stop()
    {
        call.Clear(TurnTimer.ProviderOverdue);
        call.Clear(TurnTimer.NoProgress);
        call.Clear(TurnTimer.NoSound);
    }

    public void OnTimer(TurnTimer timer, TimeSpan at)
    {
        if (call is not { Turn: { IsCallerSpeaking: false } turn, ProviderUp: true })
        {
            return;
        }

        switch (timer)
        {
            case TurnTimer.NoProgress when call.Responses.Live is not null:
                GiveUpAfter(turn, timer, _progressAt + call.Limits.ResponseStalled, at, "no_progress");
                break;
            case TurnTimer.NoSound when call.Responses.Live is not null:
                GiveUpAfter(turn, timer, _soundDue, at, "no_sound");
                break;
            case TurnTimer.ProviderOverdue:
                OnOverdue(turn);
                break;
        }
    }

    private void GiveUpAfter(TurnInProgress turn, TurnTimer timer, TimeSpan due, TimeSpan at, string reason)
    {
        if (at < due)
        {
            call.Send(new SetTimer(timer, due - at));
            return;
        }

        turn.FailureReason = reason;
        failure.GiveUpSession(reason);
    }

    private void OnOverdue(TurnInProgress turn)
    {
        turn.FailureReason = "no_sign_of_life";
        // It heard the caller and forgot to answer: ask once before the session is given up.
        if (call.Responses.Live is null && turn.Failures == 0)
        {
            turn.Failures++;
            turn.FailureReason = "no_response";
            call.Ask(turn.Instructions);
            return;
        }

        failure.GiveUpSession(turn.FailureReason);
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
