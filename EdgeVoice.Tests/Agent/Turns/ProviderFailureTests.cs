using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

public sealed class ProviderFailureTests
{
    private readonly TurnScript _call = new();

    [Fact]
    public void Lost_WhileTheCallerWaits_AnswersFromTheNewSession()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        _call.Says(new SessionLost("1006", Fatal: false));

        var commands = _call.Apply(at => new ProviderRestored(at));

        Assert.Contains(new CreateResponse(null), commands);
    }

    [Fact]
    public void Lost_WithTheCallersWordsNotWrittenDown_WaitsUntilTheNewSessionHasHeardThem()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Says(new SpeechStopped("item_1", 0));
        _call.Says(new SessionLost("1006", Fatal: false));
        var restored = _call.Apply(at => new ProviderRestored(at));
        _call.CallerSays("item_9", "Hello");
        _call.AgentGenerates("resp_1", "item_2", "Good evening.", 900);
        _call.Heard("item_2", 900);

        Assert.DoesNotContain(restored, command => command is CreateResponse);
        Assert.Equal((2, "Hello", "Good evening."), (_call.Turns.Last().Index, _call.Turns.Last().UserText, _call.Turns.Last().HeardText));
    }

    [Fact]
    public void Lost_WithTheCallersWordsNotToBeHadAgain_AsksToRepeat()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Says(new SpeechStopped("item_1", 0));
        _call.Says(new UserTranscribed("item_1", null));
        _call.Says(new SessionLost("1006", Fatal: false));

        var commands = _call.Apply(at => new ProviderRestored(at));

        Assert.Contains(new CreateResponse(TurnPrompts.AskToRepeat), commands);
    }

    [Fact]
    public void Lost_MidResponse_PlaysWhatThereIsAndGoesOn()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Tell me a story");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new TranscriptDelta("resp_1", "item_2", "Once upon a time"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 1500]));
        var lost = _call.Says(new SessionLost("1006", Fatal: false));
        var restored = _call.Apply(at => new ProviderRestored(at));

        Assert.Contains(new CompletePlayout("item_2"), lost);
        Assert.Contains(new Remember(2, "item_2", new AgentSaid("Once upon a time")), lost);
        Assert.Contains(new CreateResponse(TurnPrompts.GoOn), restored);

        _call.Heard("item_2", 1500);
        Assert.Single(_call.Turns);
        _call.AgentGenerates("resp_2", "item_3", "there was a harbour.", 1500);
        _call.Heard("item_3", 1500);
        Assert.Equal("Once upon a time there was a harbour.", _call.Turns.Last().HeardText);
    }

    [Fact]
    public void Lost_MidResponseBeforeTheTranscript_TellsTheNewSessionThatSomethingWasAsked()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Says(new SpeechStopped("item_1", 0));
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 1500]));

        var lost = _call.Says(new SessionLost("1006", Fatal: false));

        Assert.Contains(new Remember(2, "item_1", new UserSaid(TurnPrompts.WordsLost)), lost);
    }

    [Fact]
    public void Lost_AfterTheAnswerWasGenerated_IsNotNoticedByTheCaller()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        _call.AgentGenerates("resp_1", "item_2", "Good evening.", 900);
        _call.Says(new SessionLost("session_expired", Fatal: false));
        var restored = _call.Apply(at => new ProviderRestored(at));
        _call.Heard("item_2", 900);

        Assert.DoesNotContain(restored, command => command is CreateResponse);
        Assert.Equal(TurnOutcome.Complete, _call.Turns.Last().Outcome);
    }

    [Fact]
    public void BargeIn_OnAnItemOfALostSession_TruncatesNothing()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        _call.AgentGenerates("resp_1", "item_2", "one two three four", 4000);
        _call.Says(new SessionLost("1006", Fatal: false));
        _call.Apply(at => new ProviderRestored(at));
        _call.Positions.Add(new PlayoutPosition("item_2", 1000, 4000));

        var commands = _call.Says(new SpeechStarted("item_3", 0));

        Assert.DoesNotContain(commands, command => command is Truncate);
        Assert.Contains(new Remember(2, "item_2", new AgentSaid("one")), commands);
    }

    [Fact]
    public void Lost_WhileAToolRuns_TellsTheNewSessionOfCallAndResult()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Book it");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new ToolCallRequested("resp_1", "call_1", "book_table", "{}"));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));
        _call.Says(new SessionLost("1006", Fatal: false));
        _call.Apply(at => new ProviderRestored(at));

        var commands = _call.ToolEnds("call_1", "{\"booked\":true}");

        Assert.Equal(
            [new ToolCalled("call_1", "book_table", "{}"), new ToolReturned("call_1", "{\"booked\":true}")],
            commands.OfType<AddItem>().Select(add => add.Item));
        Assert.Contains(new CreateResponse(null), commands);
    }

    [Fact]
    public void Lost_ForGood_ApologisesThenHangsUp()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        var lost = _call.Says(new SessionLost("insufficient_quota", Fatal: true));
        var played = _call.Heard(nameof(Clip.TechnicalProblem), 5000);

        Assert.Contains(new PlayClip(Clip.TechnicalProblem), lost);
        Assert.Equal(new EndCall(CallOutcome.ProviderUnavailable, "insufficient_quota"), played[^1]);
        Assert.Equal(TurnOutcome.ModelError, _call.Turns.Last().Outcome);
    }

    [Fact]
    public void GaveUp_InSilence_ApologisesOnce()
    {
        _call.Greet();
        _call.Apply(at => new ProviderGaveUp(at, "no session"));
        var again = _call.Apply(at => new ProviderGaveUp(at, "no session"));

        Assert.Empty(again);
        Assert.Single(_call.Commands.OfType<PlayClip>());
    }

    [Fact]
    public void Response_FailedTwice_IsAskedForAgainThenOfAnotherSessionAndThenTheAgentApologises()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        var asked = new List<bool>();
        foreach (var attempt in Enumerable.Range(1, 4))
        {
            _call.Says(new ResponseStarted($"resp_{attempt}"));
            var commands = _call.Says(new ResponseDone($"resp_{attempt}", ResponseStatus.Failed, "server_error", default));
            var later = attempt == 3 ? _call.Apply(at => new ProviderRestored(at)) : _call.Fires(TurnTimer.Retry);
            Assert.DoesNotContain(commands, command => command is CreateResponse);
            asked.Add(later.Any(command => command is CreateResponse));
        }

        Assert.Equal([true, true, true, false], asked);
        Assert.Single(_call.Commands.OfType<ReplaceProvider>());
        Assert.Contains(new PlayClip(Clip.TechnicalProblem), _call.Commands);
    }

    [Fact]
    public void Overdue_WithoutAResponse_AsksOnceThenReplacesTheSession()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        var first = _call.Fires(TurnTimer.ProviderOverdue);
        var second = _call.Fires(TurnTimer.ProviderOverdue);

        Assert.Contains(new CreateResponse(null), first);
        Assert.Contains(second, command => command is ReplaceProvider);
    }

    [Fact]
    public void Hold_WhileTheCallerWaits_SaysOneMoment()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");

        Assert.Contains(new PlayClip(Clip.OneMoment), _call.Fires(TurnTimer.Hold));
    }

    [Fact]
    public void Refused_BecauseAnotherResponseRuns_IsAskedAgainWhenThatOneIsDone()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new ResponseRefused());
        var done = _call.Says(new ResponseDone("resp_1", ResponseStatus.Cancelled, "client_cancelled", default));

        Assert.Contains(new CreateResponse(null), done);
    }

    [Fact]
    public void SpeechDuringTheApology_DoesNotKeepTheCallOpen()
    {
        _call.Greet();
        _call.Apply(at => new ProviderGaveUp(at, "failed"));
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Heard(nameof(Clip.TechnicalProblem), 5000);

        Assert.Single(_call.Commands.OfType<EndCall>());
    }

    [Fact]
    public void Tool_WhoseArgumentsBrokeOffInAFailedResponse_IsNotRunAndTheResponseIsAskedForAgain()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Book it");
        _call.Says(new ResponseStarted("resp_1"));
        var asked = _call.Says(new ToolCallRequested("resp_1", "call_1", "book_table", "{\"time\":\"19"));
        var failed = _call.Says(new ResponseDone("resp_1", ResponseStatus.Failed, "server_error", default));

        Assert.DoesNotContain(asked.Concat(failed), command => command is RunTool);
        Assert.Contains(new CreateResponse(null), _call.Fires(TurnTimer.Retry));
    }

    [Fact]
    public void Tool_WhoseArgumentsAreNotJsonInACompletedResponse_IsRunSoThatTheModelLearnsOfIt()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Book it");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new ToolCallRequested("resp_1", "call_1", "book_table", "seven o'clock"));
        var done = _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));

        Assert.Contains(new RunTool(2, "call_1", "book_table", "seven o'clock"), done);
    }
}
