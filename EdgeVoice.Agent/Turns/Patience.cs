namespace EdgeVoice.Agent.Turns;

/// <summary>What happens when nothing happens.</summary>
internal sealed class Patience(TurnContext call, ProviderFailure failure, ProviderWatch watch)
{
    public void OnTimer(TimerFired fired)
    {
        switch (fired.Timer)
        {
            case TurnTimer.CallerSilent when call.Turn is null && !call.MustMove:
                OnCallerSilent(fired.At);
                break;
            case TurnTimer.Hold when call.Closing is null or { Outcome: CallOutcome.CallerSilent or CallOutcome.LongestCall }:
                OnQuiet();
                break;
            case TurnTimer.ProviderOverdue or TurnTimer.NoProgress or TurnTimer.NoSound:
                watch.OnTimer(fired.Timer, fired.At);
                break;
        }
    }

    public void OnCallerWaits()
    {
        call.QuietFrom = call.Now;
        call.KeepCompany();
    }

    /// <summary>The caller has heard nothing for as long as they bear.</summary>
    private void OnQuiet()
    {
        switch (call.Turn)
        {
            case null when !call.Begun || !call.ProviderUp:
            case { AudioPending: false, Initiator: TurnInitiator.Agent } or { AudioPending: false, SpeechEndedAt: not null }:
                call.SayOneMoment();
                break;
            case { AudioPending: true } turn when call.Responses.Live is not null:
                // One that thinks between two sentences is waited for.
                if (!watch.IsAtWork)
                {
                    turn.FailureReason = "stalled";
                    failure.GiveUpSession("the provider stopped in the middle of a response");
                }

                call.SayOneMoment();
                break;
            case { AudioPending: false, Initiator: TurnInitiator.Caller } turn:
                // The session was lost while the caller spoke, and the new one has heard nothing of it.
                turn.SpeechEndedAt = call.QuietFrom;
                call.Ask(TurnPrompts.AskToRepeat);
                break;
        }
    }

    private void OnCallerSilent(TimeSpan at)
    {
        if (++call.Reminders > call.Limits.CallerSilenceReminders)
        {
            call.Closing = (CallOutcome.CallerSilent, "the caller said nothing");
        }

        call.BeginAgentTurn(at, call.Closing is null ? TurnPrompts.AskWhetherThere : TurnPrompts.SayGoodbye);
        call.Turn!.Outcome = TurnOutcome.NoInput;
    }

    public void OnCallClosed(CallClosed closed)
    {
        // A caller who leaves after they were asked to has not hung up.
        var outcome = call.MustMove && closed.Outcome is (CallOutcome.CallerHungUp or CallOutcome.Drained) ? CallOutcome.HandedOver : closed.Outcome;
        call.Closing = (outcome, closed.Reason);
        call.BargeIn = null;
        if (call.Turn is null)
        {
            // A recording may be in the air.
            call.Send(new StopPlayout());
            call.Close(outcome, closed.Reason);
            return;
        }

        call.CloseNow = true;
        call.Send(new StopPlayout());
    }
}
