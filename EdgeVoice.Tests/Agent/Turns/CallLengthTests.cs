using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

/// <summary>A call that may last half an hour, in its last minute.</summary>
public sealed class CallLengthTests
{
    private static readonly CallLimit s_limit = new(TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));
    private static readonly TimeSpan s_turnWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_goodbyeLimit = TimeSpan.FromSeconds(15);

    private readonly TurnScript _call = new(opening: new TurnOpening(TurnScript.Greeting) { Limit = s_limit });

    [Fact]
    public void Ready_WaitsForTheWarning() =>
        Assert.Contains(new SetTimer(TurnTimer.CallLength, s_limit.WarnAt - TimeSpan.FromSeconds(1)), _call.Ready());

    [Fact]
    public void Ready_WithoutALimit_WaitsForNothing()
    {
        var call = new TurnScript();

        Assert.DoesNotContain(call.Ready(), command => command is SetTimer { Timer: TurnTimer.CallLength });
        Assert.Empty(call.Fires(TurnTimer.CallLength));
    }

    [Fact]
    public void Warning_BetweenTurns_IsSaidAtOnceAndOnlyOnce()
    {
        _call.Greet();
        var due = Due(s_limit.WarnAt);
        Assert.Contains(new SetTimer(TurnTimer.CallLength, s_limit.EndAt - s_limit.WarnAt), due);
        Assert.Equal([TurnPrompts.SayThatTimeIsShort(TimeSpan.FromMinutes(1))], Asked(due));

        _call.AgentGenerates("resp_w", "item_w", "We have a minute left.", 1000);
        _call.Heard("item_w", 1000);
        _call.CallerSays("item_1", "Yes, please");
        _call.AgentGenerates("resp_1", "item_2", "Done.", 500);
        _call.Heard("item_2", 500);

        Assert.Single(Warnings());
        Assert.Equal((TurnInitiator.Agent, TurnOutcome.Complete), (_call.Turns.ElementAt(1).Initiator, _call.Turns.ElementAt(1).Outcome));
    }

    [Fact]
    public void Warning_DuringAnAnswer_WaitsForItsEnd()
    {
        _call.Greet();
        _call.CallerSays("item_1", "A table, please");
        _call.AgentGenerates("resp_1", "item_2", "For how many?", 800);

        var due = Due(s_limit.WarnAt);

        Assert.Equal([new SetTimer(TurnTimer.CallLength, s_limit.EndAt - s_limit.WarnAt)], due);
        Assert.Equal([TurnPrompts.SayThatTimeIsShort(s_limit.EndAt - s_limit.WarnAt)], Asked(_call.Heard("item_2", 800)));
    }

    [Fact]
    public void Warning_WhileTheCallerSpeaks_WaitsForTheirAnswer()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));

        Assert.Empty(Asked(Due(s_limit.WarnAt)));

        _call.Says(new SpeechStopped("item_1", 0));
        _call.Says(new InputCommitted("item_1"));
        _call.AgentGenerates("resp_1", "item_2", "Of course.", 500);
        Assert.Empty(Warnings());
        Assert.Single(Asked(_call.Heard("item_2", 500)));
    }

    [Fact]
    public void Warning_ThatTheCallerInterrupts_IsSaidAgain()
    {
        _call.Greet();
        Due(s_limit.WarnAt);
        _call.AgentGenerates("resp_w", "item_w", "We have a minute left.", 1000);
        _call.CallerSays("item_1", "For two");
        _call.AgentGenerates("resp_1", "item_2", "Done.", 500);
        _call.Heard("item_2", 500);
        Assert.Equal(2, Warnings().Count());

        _call.AgentGenerates("resp_v", "item_v", "We have a minute left.", 1000);
        _call.Heard("item_v", 1000);
        Assert.Equal(2, Warnings().Count());
    }

    [Fact]
    public void End_BetweenTurns_SaysGoodbyeToItsEndAndHangsUp()
    {
        _call.Greet();
        Warn();
        var due = Due(s_limit.EndAt);
        Assert.Equal([TurnPrompts.SayThatTimeIsUp], Asked(due));
        Assert.Equal(new SetTimer(TurnTimer.CallLength, s_goodbyeLimit), due.OfType<SetTimer>().Last(set => set.Timer == TurnTimer.CallLength));

        _call.AgentGenerates("resp_g", "item_g", "Our time is up. Goodbye.", 2000);
        Assert.Empty(_call.Says(new SpeechStarted("item_1", 0)));
        Assert.Equal(CallOutcome.LongestCall, Assert.Single(_call.Heard("item_g", 2000).OfType<EndCall>()).Outcome);
        Assert.Equal((TurnOutcome.Complete, "Our time is up. Goodbye."), (_call.Turns.Last().Outcome, _call.Turns.Last().HeardText));
    }

    [Fact]
    public void End_DuringAnAnswer_WaitsForItsEnd()
    {
        _call.Greet();
        Warn();
        _call.CallerSays("item_1", "A table, please");
        _call.AgentGenerates("resp_1", "item_2", "For how many?", 800);

        Assert.Equal([new SetTimer(TurnTimer.CallLength, s_turnWait)], Due(s_limit.EndAt));
        Assert.Equal([TurnPrompts.SayThatTimeIsUp], Asked(_call.Heard("item_2", 800)));
    }

    [Fact]
    public void End_DuringAnAnswerThatGoesOn_CutsItOffForTheGoodbye()
    {
        _call.Greet();
        Warn();
        _call.CallerSays("item_1", "Tell me a story");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new TranscriptDelta("resp_1", "item_2", "one two three four"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 60_000]));
        _call.Positions.Add(new PlayoutPosition("item_2", 30_000, 60_000));
        Due(s_limit.EndAt);
        var cut = Due(s_limit.EndAt + s_turnWait);

        Assert.Equal(
            [new CancelResponse("resp_1"), new StopPlayout(), new Truncate("item_2", 30_000), new CreateResponse(TurnPrompts.SayThatTimeIsUp)],
            cut.Where(command => command is CancelResponse or StopPlayout or Truncate or CreateResponse));
        Assert.Equal((TurnOutcome.SessionClosed, "one two"), (_call.Turns.Last().Outcome, _call.Turns.Last().HeardText));
        Assert.Empty(_call.Says(new AudioDelta("resp_1", "item_2", new byte[4800])));
    }

    [Fact]
    public void End_CallerNeverStopsSpeaking_EndsTheirTurnAndSaysGoodbye()
    {
        _call.Greet();
        Warn();
        _call.Says(new SpeechStarted("item_1", 0));
        Assert.Empty(Asked(Due(s_limit.EndAt)));

        var cut = Due(s_limit.EndAt + s_turnWait);
        Assert.Equal(
            [new EndSpeech(), new StopPlayout(), new CreateResponse(TurnPrompts.SayThatTimeIsUp)],
            cut.Where(command => command is EndSpeech or StopPlayout or CreateResponse));

        _call.Says(new SpeechStarted("item_9", 0));
        Assert.Equal(CallOutcome.LongestCall, Assert.Single(Due(s_limit.EndAt + s_turnWait + s_goodbyeLimit).OfType<EndCall>()).Outcome);
        Assert.Equal(TurnOutcome.SessionClosed, _call.Turns.Last().Outcome);
    }

    [Fact]
    public void End_ProviderDoesNotAnswer_HangsUpAtTheLimit()
    {
        _call.Greet();
        Warn();
        Due(s_limit.EndAt);
        Assert.Contains(new PlayClip(Clip.OneMoment), _call.Fires(TurnTimer.Hold));

        Assert.Equal(CallOutcome.LongestCall, Assert.Single(Due(s_limit.EndAt + s_goodbyeLimit).OfType<EndCall>()).Outcome);
    }

    [Fact]
    public void End_ProviderGivesUp_HangsUpWithoutAnApology()
    {
        _call.Greet();
        Warn();
        Due(s_limit.EndAt);

        var gaveUp = _call.Apply(at => new ProviderGaveUp(at, "refused with HTTP 401"));

        Assert.Empty(gaveUp.OfType<PlayClip>());
        Assert.Equal(CallOutcome.LongestCall, Assert.Single(gaveUp.OfType<EndCall>()).Outcome);
    }

    [Fact]
    public void End_ProviderComesBack_IsAskedForTheGoodbyeAgain()
    {
        _call.Greet();
        Warn();
        Due(s_limit.EndAt);
        _call.Says(new SessionLost("1006", Fatal: false));

        Assert.Equal([TurnPrompts.SayThatTimeIsUp], Asked(_call.Apply(at => new ProviderRestored(at))));
    }

    [Fact]
    public void End_DuringTheGoodbyeToASilentCaller_CutsItOffAsAnyOther()
    {
        _call.Greet();
        Warn();
        foreach (var reminder in Enumerable.Range(1, 2))
        {
            _call.Fires(TurnTimer.CallerSilent);
            _call.AgentGenerates($"resp_{reminder}", $"item_{reminder}", "Are you there?", 900);
            _call.Heard($"item_{reminder}", 900);
        }

        _call.Fires(TurnTimer.CallerSilent);
        Due(s_limit.EndAt);

        Assert.Equal([TurnPrompts.SayThatTimeIsUp], Asked(Due(s_limit.EndAt + s_turnWait)));
    }

    [Fact]
    public void End_DuringAnApologyThatIsNotOver_HangsUpAtTheLimit()
    {
        _call.Greet();
        Warn();
        _call.CallerSays("item_1", "Tell me a story");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 60_000]));
        _call.Apply(at => new ProviderGaveUp(at, "no session"));
        Due(s_limit.EndAt);
        Assert.Equal([new SetTimer(TurnTimer.CallLength, s_goodbyeLimit)], Due(s_limit.EndAt + s_turnWait));

        Assert.Single(Due(s_limit.EndAt + s_turnWait + s_goodbyeLimit).OfType<EndCall>());
    }

    [Fact]
    public void Call_ThatMoves_IsTheNextAgentsToEnd()
    {
        _call.Greet();
        _call.Apply(at => new MoveRequested(at));

        Assert.Empty(Due(s_limit.WarnAt));
        Assert.Empty(Due(s_limit.EndAt));
    }

    [Fact]
    public void Call_ResumedAfterItsEnd_SaysGoodbyeAfterItsFirstWords()
    {
        var call = new TurnScript(opening: new TurnOpening(TurnScript.Greeting) { Resumed = true, Limit = new CallLimit(TimeSpan.FromSeconds(-70), TimeSpan.FromSeconds(-10)) });
        call.Ready();
        call.Fires(TurnTimer.CallLength);
        call.Fires(TurnTimer.CallLength);
        call.AgentGenerates("resp_1", "item_1", "You were asking about a table.", 1000);

        Assert.Equal([TurnPrompts.SayThatTimeIsUp], Asked(call.Heard("item_1", 1000)));
        Assert.Equal([TurnPrompts.Resume, TurnPrompts.SayThatTimeIsUp], Asked(call.Commands));
    }

    [Theory]
    [InlineData(61, "about 60 seconds")]
    [InlineData(184.2, "about 180 seconds")]
    [InlineData(2, "about 10 seconds")]
    public void Warning_TellsWhatIsLeftInTens(double seconds, string words) =>
        Assert.Contains(words, TurnPrompts.SayThatTimeIsShort(TimeSpan.FromSeconds(seconds)), StringComparison.Ordinal);

    private static IEnumerable<string?> Asked(IEnumerable<TurnCommand> commands) => commands.OfType<CreateResponse>().Select(response => response.Instructions);

    private IEnumerable<string?> Warnings() => Asked(_call.Commands).Where(asked => asked?.Contains("nears its longest length", StringComparison.Ordinal) == true);

    /// <summary>The timer fires at this moment.</summary>
    private IReadOnlyList<TurnCommand> Due(TimeSpan at)
    {
        _call.Wait(at - _call.At - TimeSpan.FromSeconds(1));
        return _call.Fires(TurnTimer.CallLength);
    }

    private void Warn()
    {
        Due(s_limit.WarnAt);
        _call.AgentGenerates("resp_w", "item_w", "We have a minute left.", 1000);
        _call.Heard("item_w", 1000);
    }
}
