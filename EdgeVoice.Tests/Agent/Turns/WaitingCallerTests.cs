using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

/// <summary>A caller who waits hears something at least every <see cref="TurnLimits.Hold"/>.</summary>
public sealed class WaitingCallerTests
{
    private static readonly TimeSpan s_hold = new TurnLimits().Hold;

    private readonly TurnScript _call = new();

    [Fact]
    public void Speech_ThatEndedAWhileAgo_ShortensTheWaitByThatWhile()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        var commands = _call.Apply(at => new ProviderSays(at, new SpeechStopped("item_1", 0), at - TimeSpan.FromMilliseconds(700)));

        Assert.Contains(new SetTimer(TurnTimer.Hold, s_hold - TimeSpan.FromMilliseconds(700)), commands);
    }

    [Fact]
    public void OneMoment_HeardAndStillNoAnswer_StartsTheNextWait()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        _call.Fires(TurnTimer.Hold);
        var finished = _call.Heard(nameof(Clip.OneMoment), 1800);

        Assert.Equal([new SetTimer(TurnTimer.Hold, s_hold)], finished);
        Assert.Contains(new PlayClip(Clip.OneMoment), _call.Fires(TurnTimer.Hold));
    }

    [Fact]
    public void OneMoment_NotYetHeard_IsNotSaidAgainByWhateverHappens()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        _call.Fires(TurnTimer.Hold);
        var asked = _call.Fires(TurnTimer.ProviderOverdue);
        var lost = _call.Says(new SessionLost("1006", Fatal: false));
        var restored = _call.Apply(at => new ProviderRestored(at));

        Assert.DoesNotContain(asked.Concat(lost).Concat(restored), command => command is SetTimer { Timer: TurnTimer.Hold });
        Assert.Contains(_call.Heard(nameof(Clip.OneMoment), 1800), command => command is SetTimer { Timer: TurnTimer.Hold });
    }

    [Fact]
    public void OneMoment_HeardWhenTheAnswerPlays_StartsNoWait()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        _call.Fires(TurnTimer.Hold);
        _call.AgentGenerates("resp_1", "item_2", "Good evening.", 5000);

        Assert.Empty(_call.Heard(nameof(Clip.OneMoment), 1800));
    }

    [Fact]
    public void SecondQuestion_ToTheProvider_DoesNotLengthenTheWait()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        var asked = _call.Fires(TurnTimer.ProviderOverdue);

        // Speech ended three steps of a second ago.
        Assert.Contains(new SetTimer(TurnTimer.Hold, s_hold - TimeSpan.FromSeconds(3)), asked);
    }

    [Fact]
    public void Audio_ThatStops_IsFollowedByOneMomentAndAnotherSession()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Tell me a story");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new TranscriptDelta("resp_1", "item_2", "Once upon a time"));
        var audio = _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 1500]));
        var quiet = _call.Fires(TurnTimer.Hold);
        var restored = _call.Apply(at => new ProviderRestored(at));

        Assert.Contains(new SetTimer(TurnTimer.Hold, s_hold + TimeSpan.FromMilliseconds(1500)), audio);
        Assert.Contains(quiet, command => command is ReplaceProvider);
        Assert.True(quiet.ToList().IndexOf(new CompletePlayout("item_2")) < quiet.ToList().IndexOf(new PlayClip(Clip.OneMoment)), "the clip waits for an item that gets no more audio");
        Assert.Contains(new CreateResponse(TurnPrompts.GoOn), restored);
    }

    [Fact]
    public void LaterUtterance_LongAfterTheFirst_IsNotOverdueAtOnce()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Tell me a story");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 9000]));
        _call.Apply(at => new PlayoutSays(at, new PlayoutStarted("item_2")));
        _call.Says(new SessionLost("1006", Fatal: false));
        _call.Apply(at => new ProviderRestored(at));
        foreach (var _ in Enumerable.Range(0, 10))
        {
            _call.Says(new ProviderError("noise", ""));
        }

        _call.Heard("item_2", 9000);
        _call.Says(new ResponseStarted("resp_2"));
        var audio = _call.Says(new AudioDelta("resp_2", "item_3", new byte[48 * 100]));

        Assert.Contains(new SetTimer(TurnTimer.ProviderOverdue, new TurnLimits().ProviderOverdue + TimeSpan.FromMilliseconds(100)), audio);
    }

    [Fact]
    public void Caller_WhoHearsUsBeforeThereIsAProvider_IsToldToWait()
    {
        var waits = _call.Apply(at => new CallerWaits(at));

        Assert.Contains(new SetTimer(TurnTimer.Hold, s_hold), waits);
        Assert.Contains(new PlayClip(Clip.OneMoment), _call.Fires(TurnTimer.Hold));
        Assert.Contains(new SetTimer(TurnTimer.Hold, s_hold), _call.Heard(nameof(Clip.OneMoment), 1800));
    }

    [Fact]
    public void Lost_InSilence_IsSaidWhenItLasts()
    {
        _call.Greet();
        _call.Says(new SessionLost("1006", Fatal: false));

        Assert.Contains(new PlayClip(Clip.OneMoment), _call.Fires(TurnTimer.Hold));
        Assert.Contains(new ClearTimer(TurnTimer.Hold), _call.Apply(at => new ProviderRestored(at)));
        Assert.DoesNotContain(new PlayClip(Clip.OneMoment), _call.Fires(TurnTimer.Hold));
    }

    [Fact]
    public void Lost_BeforeTheGreeting_IsGreetedByTheNextSession()
    {
        _call.Apply(at => new ProviderRestored(at));
        _call.Says(new SessionLost("1006", Fatal: false));
        var ready = _call.Ready();
        var restored = _call.Apply(at => new ProviderRestored(at));

        Assert.DoesNotContain(ready, command => command is CreateResponse);
        Assert.Contains(new CreateResponse(TurnScript.Greeting), restored);
    }

    [Fact]
    public void Lost_WhileTheCallerSpeaksTheirLastWord_AsksToRepeatAndPlaysThat()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Says(new SessionLost("1006", Fatal: false));
        _call.Apply(at => new ProviderRestored(at));
        var quiet = _call.Fires(TurnTimer.Hold);
        _call.Says(new ResponseStarted("resp_1"));
        var audio = _call.Says(new AudioDelta("resp_1", "item_2", new byte[4800]));

        Assert.Contains(new CreateResponse(TurnPrompts.AskToRepeat), quiet);
        Assert.Contains(audio, command => command is PlayAudio);
    }

    [Fact]
    public void Lost_WhileTheCallerSpeaksOn_LetsThemFinish()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Says(new SessionLost("1006", Fatal: false));
        _call.Apply(at => new ProviderRestored(at));
        var heardAgain = _call.Says(new SpeechStarted("item_9", 0));
        _call.Says(new SpeechStopped("item_9", 0));
        _call.Says(new UserTranscribed("item_9", "Hello"));
        _call.AgentGenerates("resp_1", "item_2", "Good evening.", 900);
        _call.Heard("item_2", 900);

        Assert.Contains(new ClearTimer(TurnTimer.Hold), heardAgain);
        Assert.Equal(("Hello", "Good evening."), (_call.Turns.Last().UserText, _call.Turns.Last().HeardText));
    }

    [Fact]
    public void End_SaidTwice_DoesNotEndTheCallersTurn()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Tell me a story");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 5000]));
        _call.Positions.Add(new PlayoutPosition("item_2", 1000, 5000));
        _call.Says(new SpeechStarted("item_3", 0));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Cancelled, "turn_detected", default));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Cancelled, "turn_detected", default));
        _call.Says(new SpeechStopped("item_3", 0));
        _call.Says(new UserTranscribed("item_3", "Stop"));
        _call.Positions.Clear();
        _call.AgentGenerates("resp_2", "item_4", "Yes?", 500);
        _call.Heard("item_4", 500);

        Assert.Equal((TurnInitiator.Caller, "Stop", "Yes?"), (_call.Turns.Last().Initiator, _call.Turns.Last().UserText, _call.Turns.Last().HeardText));
        Assert.Equal(3, _call.Turns.Last().Index);
    }
}
