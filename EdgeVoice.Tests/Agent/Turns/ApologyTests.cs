using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

public sealed class ApologyTests
{
    private readonly TurnScript _call = new();

    [Fact]
    public void Lost_ForGoodInTheMiddleOfAnAnswer_DoesNotWaitForItsRest()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Tell me a story");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 1500]));
        var lost = _call.Says(new SessionLost("billing_hard_limit_reached", Fatal: true)).ToList();

        Assert.InRange(lost.IndexOf(new CompletePlayout("item_2")), 0, lost.IndexOf(new PlayClip(Clip.TechnicalProblem)));
        _call.Heard("item_2", 1500);
        Assert.Contains(_call.Heard(nameof(Clip.TechnicalProblem), 5000), command => command is EndCall);
    }

    [Fact]
    public void GaveUp_BeforeTheCallerHears_IsSaidWhenTheyDo()
    {
        var early = _call.Apply(at => new ProviderGaveUp(at, "refused with HTTP 401"));
        var ready = _call.Ready();
        var heard = _call.Heard(nameof(Clip.TechnicalProblem), 5000);

        Assert.Empty(early);
        Assert.Contains(new PlayClip(Clip.TechnicalProblem), ready);
        Assert.DoesNotContain(ready, command => command is CreateResponse);
        Assert.Equal(new EndCall(CallOutcome.ProviderUnavailable, "refused with HTTP 401"), heard[^1]);
    }

    [Fact]
    public void Response_AfterTheApologyBegan_IsNotPlayed()
    {
        _call.Greet();
        _call.Apply(at => new ProviderGaveUp(at, "failed"));
        var started = _call.Says(new ResponseStarted("resp_1"));
        var audio = _call.Says(new AudioDelta("resp_1", "item_1", new byte[4800]));

        Assert.Contains(new CancelResponse("resp_1"), started);
        Assert.DoesNotContain(audio, command => command is PlayAudio);
    }

    [Fact]
    public void Quiet_DuringTheApology_SaysNothingElse()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        _call.Apply(at => new ProviderGaveUp(at, "failed"));

        Assert.Empty(_call.Fires(TurnTimer.Hold));
    }
}
