using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

/// <summary>An agent that stops while calls are on.</summary>
public sealed class HandoverTests
{
    private readonly TurnScript _call = new();

    public HandoverTests() => _call.Greet();

    [Fact]
    public void Move_BetweenTurns_IsToldAtOnceAndOnlyOnce()
    {
        Assert.Single(Move().OfType<TellMoving>());
        Assert.Empty(Move().OfType<TellMoving>());
    }

    [Fact]
    public void Move_WhileTheAgentSpeaks_IsToldWhenTheTurnHasEnded()
    {
        _call.CallerSays("item_u", "A table, please");
        _call.AgentGenerates("resp_1", "item_1", "For how many?", 800);

        Assert.Empty(Move().OfType<TellMoving>());
        Assert.Single(_call.Heard("item_1", 800).OfType<TellMoving>());
    }

    [Fact]
    public void Move_InATurnThatDoesNotEnd_IsToldInTheMiddle()
    {
        _call.Says(new SpeechStarted("item_u", 0));
        Move();

        Assert.Single(_call.Fires(TurnTimer.Handover).OfType<TellMoving>());
    }

    [Fact]
    public void Caller_WhoLeavesWhenAsked_WasHandedOver()
    {
        Move();
        var end = Assert.Single(_call.Apply(at => new CallClosed(at, CallOutcome.CallerHungUp, "the caller left")).OfType<EndCall>());

        Assert.Equal(CallOutcome.HandedOver, end.Outcome);
    }

    [Fact]
    public void Caller_WhoDoesNotLeave_IsLeftAfterTheWait()
    {
        Move();
        _call.Says(new SpeechStarted("item_u", 0));

        Assert.Equal(CallOutcome.HandedOver, Assert.Single(_call.Fires(TurnTimer.Handover).OfType<EndCall>()).Outcome);
        Assert.Equal(TurnOutcome.SessionClosed, _call.Turns.Last().Outcome);
    }

    [Fact]
    public void Turn_ThatEndsWhenTheCallerWasAsked_IsHandedOver()
    {
        _call.Says(new SpeechStarted("item_u", 0));
        Move();
        _call.Fires(TurnTimer.Handover);
        _call.Apply(at => new CallClosed(at, CallOutcome.CallerHungUp, "the caller left"));

        Assert.Equal([false, true], _call.Turns.Select(turn => turn.HandedOver));
    }

    [Fact]
    public void Caller_WhoIsSilentAfterTheyWereAsked_IsNotAskedWhetherTheyAreThere()
    {
        Move();

        Assert.Empty(_call.Fires(TurnTimer.CallerSilent).OfType<CreateResponse>());
    }

    private IReadOnlyList<TurnCommand> Move() => _call.Apply(at => new MoveRequested(at));
}
