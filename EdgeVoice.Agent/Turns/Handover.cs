namespace EdgeVoice.Agent.Turns;

/// <summary>
/// The call is to go on with another agent: the caller is told between two turns, or in the middle of one that does not
/// end, and the agent stays until they have left.
/// </summary>
internal sealed class Handover(TurnContext call, Patience patience)
{
    // A sentence is over by then.
    private static readonly TimeSpan s_turnWait = TimeSpan.FromSeconds(3);

    // The caller resumes at once; one that does not is gone or does not know how.
    private static readonly TimeSpan s_leaveWait = TimeSpan.FromSeconds(5);

    public void Begin()
    {
        if (call.MustMove)
        {
            return;
        }

        call.MustMove = true;
        call.Send(new SetTimer(TurnTimer.Handover, s_turnWait));
        TellBetweenTurns();
    }

    public void TellBetweenTurns()
    {
        if (call.MustMove && call.Turn is null)
        {
            Tell();
        }
    }

    public void OnTimer()
    {
        if (call.AskedToMove)
        {
            patience.OnCallClosed(new CallClosed(call.Now, CallOutcome.HandedOver, "the caller did not leave"));
        }
        else
        {
            Tell();
        }
    }

    private void Tell()
    {
        if (!call.AskedToMove)
        {
            call.AskedToMove = true;
            call.Clear(TurnTimer.CallerSilent);
            call.Send(new TellMoving());
            call.Send(new SetTimer(TurnTimer.Handover, s_leaveWait));
        }
    }
}
