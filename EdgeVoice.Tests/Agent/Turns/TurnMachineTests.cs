using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

public sealed class TurnMachineTests
{
    private readonly TurnScript _call = new();

    [Fact]
    public void Ready_AsksForTheGreeting()
    {
        var commands = _call.Ready();

        Assert.Contains(new CreateResponse(TurnScript.Greeting), commands);
    }

    [Fact]
    public void Greeting_HeardToItsEnd_IsATurnOfTheAgent()
    {
        _call.Greet();

        var turn = Assert.Single(_call.Turns);
        Assert.Equal((1, TurnInitiator.Agent, TurnOutcome.Complete), (turn.Index, turn.Initiator, turn.Outcome));
        Assert.Equal("Good evening, how can I help you?", turn.HeardText);
        Assert.Equal((2000, 2000), (turn.GeneratedMs, turn.HeardMs));
        Assert.Equal(20, turn.Usage.OutputTokens);
        Assert.Null(turn.HeardSilence);
    }

    [Fact]
    public void CallerTurn_Answered_HasAllMarksAndTheSilenceTheCallerHeard()
    {
        _call.Greet();
        _call.CallerSays("item_1", "A table for two please");
        _call.AgentGenerates("resp_1", "item_2", "Certainly.", 800);
        _call.Heard("item_2", 800);

        var turn = _call.Turns.Last();
        Assert.Equal((2, TurnInitiator.Caller, TurnOutcome.Complete), (turn.Index, turn.Initiator, turn.Outcome));
        Assert.Equal("A table for two please", turn.UserText);
        Assert.Equal("Certainly.", turn.HeardText);
        Assert.Equal(turn.PlayoutStartedAt - turn.SpeechEndedAt, turn.HeardSilence);
        Assert.Equal(TimeSpan.FromSeconds(1), turn.Endpointing);
        Assert.Contains(new Remember(2, "item_1", new UserSaid("A table for two please")), _call.Commands);
        Assert.Contains(new Remember(2, "item_2", new AgentSaid("Certainly.")), _call.Commands);
    }

    [Fact]
    public void Transcript_AfterTheAnswerBegan_HasItsPlaceKeptByAnEmptyCaption()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Says(new SpeechStopped("item_1", 0));
        var committed = _call.Says(new InputCommitted("item_1"));
        _call.AgentGenerates("resp_1", "item_2", "Certainly.", 800);
        var transcribed = _call.Says(new UserTranscribed("item_1", "A table please"));

        Assert.Equal(new ShowCaption(Speaker.Caller, "item_1", "", Final: false), Assert.Single(committed.OfType<ShowCaption>()));
        Assert.Equal(new ShowCaption(Speaker.Caller, "item_1", "A table please", Final: true), Assert.Single(transcribed.OfType<ShowCaption>()));
    }

    [Fact]
    public void Speech_OnTheAudioClock_IsWhatTheMarksHold()
    {
        _call.Greet();
        _call.Apply(at => new ProviderSays(at, new SpeechStarted("item_1", 0), at - TimeSpan.FromMilliseconds(300)));
        _call.Apply(at => new ProviderSays(at, new SpeechStopped("item_1", 0), at - TimeSpan.FromMilliseconds(500)));
        _call.Says(new InputCommitted("item_1"));
        _call.AgentGenerates("resp_1", "item_2", "Yes.", 500);
        _call.Says(new UserTranscribed("item_1", "Hello"));
        _call.Heard("item_2", 500);

        Assert.Equal(TimeSpan.FromMilliseconds(1500), _call.Turns.Last().Endpointing);
    }

    [Fact]
    public void BargeIn_DuringPlayout_StopsTruncatesAtHeardAndKeepsHeardWordsOnly()
    {
        _call.Ready();
        _call.AgentGenerates("resp_1", "item_1", "one two three four five six seven eight nine ten", 10_000);
        _call.Positions.Add(new PlayoutPosition("item_1", 4_000, 10_000));

        var commands = _call.Says(new SpeechStarted("item_2", 0));

        Assert.IsType<StopPlayout>(commands.First(command => command is StopPlayout or Truncate));
        Assert.Contains(new Truncate("item_1", 4_000), commands);
        Assert.Contains(new ShowCaption(Speaker.Agent, "item_1", "one two three four", Final: true), commands);
        Assert.Contains(new Remember(1, "item_1", new AgentSaid("one two three four")), commands);
        var turn = Assert.Single(_call.Turns);
        Assert.Equal(TurnOutcome.Interrupted, turn.Outcome);
        Assert.Equal((10_000, 4_000), (turn.GeneratedMs, turn.HeardMs));
        Assert.NotNull(turn.BargeInStop);
    }

    [Fact]
    public void BargeIn_BeforeAnythingWasHeard_TruncatesAtZeroAndRemembersNothing()
    {
        _call.Ready();
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_1", new byte[48 * 100]));

        var commands = _call.Says(new SpeechStarted("item_2", 0));

        Assert.Contains(new Truncate("item_1", 0), commands);
        Assert.DoesNotContain(commands, command => command is Remember);
    }

    [Fact]
    public void BargeIn_AudioThatStillComes_IsNotPlayedAndIsCancelledOnce()
    {
        _call.Ready();
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_1", new byte[4800]));
        _call.Says(new SpeechStarted("item_2", 0));

        var late = _call.Says(new AudioDelta("resp_1", "item_1", new byte[4800]));
        var later = _call.Says(new AudioDelta("resp_1", "item_1", new byte[4800]));

        Assert.Equal([new CancelResponse("resp_1")], late);
        Assert.Empty(later);
    }

    [Fact]
    public void Speech_AfterTheAnswerWasHeard_TruncatesNothing()
    {
        _call.Greet();

        var commands = _call.Says(new SpeechStarted("item_1", 0));

        Assert.DoesNotContain(commands, command => command is StopPlayout or Truncate);
    }

    [Fact]
    public void CallerGoesOn_BeforeTheAnswer_EndsTheTurnAsInterruptedAndBeginsANewOne()
    {
        _call.Greet();
        _call.CallerSays("item_1", "I would like");
        _call.CallerSays("item_2", "a table");
        _call.AgentGenerates("resp_1", "item_3", "Of course.", 700);
        _call.Heard("item_3", 700);

        Assert.Equal([TurnOutcome.Complete, TurnOutcome.Interrupted, TurnOutcome.Complete], _call.Turns.Select(turn => turn.Outcome));
        Assert.Equal([null, "I would like", "a table"], _call.Turns.Select(turn => turn.UserText));
    }

    [Fact]
    public void Response_ThatBeginsWhileTheCallerSpeaks_IsCancelled()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));

        var commands = _call.Says(new ResponseStarted("resp_late"));

        Assert.Equal([new CancelResponse("resp_late")], commands);
    }

    [Fact]
    public void Transcript_AfterTheTurnEnded_IsStillPartOfIt()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Says(new SpeechStopped("item_1", 0));
        _call.Says(new InputCommitted("item_1"));
        _call.AgentGenerates("resp_1", "item_2", "Yes.", 300);
        _call.Heard("item_2", 300);
        Assert.Single(_call.Turns);

        _call.Says(new UserTranscribed("item_1", "Are you open?"));

        Assert.Equal("Are you open?", _call.Turns.Last().UserText);
    }

    [Fact]
    public void Tool_Requested_RunsAndItsResultIsAnswered()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Is there a table?");
        _call.Says(new ResponseStarted("resp_1"));
        var asked = _call.Says(new ToolCallRequested("resp_1", "call_1", "check_availability", "{\"guests\":2}"));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));
        var answered = _call.ToolEnds("call_1", "{\"available\":true}");

        Assert.Contains(new RunTool(2, "call_1", "check_availability", "{\"guests\":2}"), asked);
        Assert.Contains(new AddItem(new ToolReturned("call_1", "{\"available\":true}")), answered);
        Assert.Contains(new CreateResponse(null), answered);
        Assert.Contains(new Remember(2, "call_1", new ToolCalled("call_1", "check_availability", "{\"guests\":2}")), answered);

        _call.AgentGenerates("resp_2", "item_3", "Yes, there is.", 900);
        _call.Heard("item_3", 900);
        var turn = _call.Turns.Last();
        Assert.Equal("check_availability", Assert.Single(turn.ToolCalls).Name);
        Assert.Equal(TurnOutcome.Complete, turn.Outcome);
    }

    [Fact]
    public void Tool_FinishedBeforeItsResponseIsDone_IsAnsweredAfterIt()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Is there a table?");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new ToolCallRequested("resp_1", "call_1", "check_availability", "{}"));
        var early = _call.ToolEnds("call_1");
        var done = _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));

        Assert.DoesNotContain(early, command => command is CreateResponse);
        Assert.Contains(new CreateResponse(null), done);
    }

    [Fact]
    public void Tool_InterruptedByTheCaller_KeepsItsResultAndAsksForNoAnswer()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Book it");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new ToolCallRequested("resp_1", "call_1", "book_table", "{}"));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));
        _call.Says(new SpeechStarted("item_2", 0));

        var commands = _call.ToolEnds("call_1", "{\"booked\":true}");

        Assert.Contains(new AddItem(new ToolReturned("call_1", "{\"booked\":true}")), commands);
        Assert.Contains(new Remember(2, "call_1:result", new ToolReturned("call_1", "{\"booked\":true}")), commands);
        Assert.DoesNotContain(commands, command => command is CreateResponse);
    }

    [Fact]
    public void Tool_ThatFailed_MakesTheTurnAToolError()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Book it");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new ToolCallRequested("resp_1", "call_1", "book_table", "{}"));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));
        _call.ToolEnds("call_1", "{\"error\":\"full\"}", ok: false);
        _call.AgentGenerates("resp_2", "item_3", "We are full.", 900);
        _call.Heard("item_3", 900);

        Assert.Equal(TurnOutcome.ToolError, _call.Turns.Last().Outcome);
    }

    [Fact]
    public void CallerSilent_IsAskedTwiceThenTheAgentHangsUp()
    {
        _call.Greet();
        foreach (var reminder in Enumerable.Range(1, 3))
        {
            var commands = _call.Fires(TurnTimer.CallerSilent);
            var expected = reminder < 3 ? TurnPrompts.AskWhetherThere : TurnPrompts.SayGoodbye;
            Assert.Contains(new CreateResponse(expected), commands);
            _call.AgentGenerates($"resp_{reminder}", $"item_{reminder}", "Are you there?", 900);
            _call.Heard($"item_{reminder}", 900);
        }

        Assert.Equal(CallOutcome.CallerSilent, Assert.Single(_call.Commands.OfType<EndCall>()).Outcome);
        Assert.Equal(4, _call.Turns.Count());
        Assert.All(_call.Turns.Skip(1), turn => Assert.Equal(TurnOutcome.NoInput, turn.Outcome));
    }

    [Fact]
    public void CallerSpeaks_DuringTheGoodbye_StaysOnTheLine()
    {
        _call.Greet();
        foreach (var reminder in Enumerable.Range(1, 3))
        {
            _call.Fires(TurnTimer.CallerSilent);
            _call.AgentGenerates($"resp_{reminder}", $"item_{reminder}", "Are you there?", 900);
            if (reminder < 3)
            {
                _call.Heard($"item_{reminder}", 900);
            }
        }

        _call.CallerSays("item_9", "Wait, I am here");
        _call.AgentGenerates("resp_9", "item_10", "Good.", 300);
        _call.Heard("item_10", 300);

        Assert.Empty(_call.Commands.OfType<EndCall>());
    }

    [Fact]
    public void CallerHangsUp_DuringPlayout_ClosesTheTurnWithWhatWasHeard()
    {
        _call.Ready();
        _call.AgentGenerates("resp_1", "item_1", "one two three four", 4_000);
        _call.Positions.Add(new PlayoutPosition("item_1", 2_000, 4_000));

        _call.Apply(at => new CallClosed(at, CallOutcome.CallerHungUp, "the caller left"));

        var turn = Assert.Single(_call.Turns);
        Assert.Equal((TurnOutcome.SessionClosed, "one two"), (turn.Outcome, turn.HeardText));
        Assert.Equal(CallOutcome.CallerHungUp, Assert.IsType<EndCall>(_call.Commands[^1]).Outcome);
        Assert.Empty(_call.Ready());
    }
}
