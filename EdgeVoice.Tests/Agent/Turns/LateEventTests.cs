using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

/// <summary>Only a response in progress is heard, and its end may tell what nothing before it did.</summary>
public sealed class LateEventTests
{
    private readonly TurnScript _call = new();

    [Fact]
    public void Audio_AfterTheEndOfAnInterruptedResponse_IsNeitherHeardNorShownNorCancelled()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Tell me.");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 3000]));
        _call.Positions.Add(new PlayoutPosition("item_2", 800, 3000));
        _call.Says(new SpeechStarted("item_3", 0));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Cancelled, "turn_detected", default));
        var late = _call.Says(new TranscriptDelta("resp_1", "item_2", " LATE WORDS")).Concat(_call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 1500]))).ToList();

        Assert.DoesNotContain(late, command => command is PlayAudio or FollowWords or CancelResponse or ShowCaption);
    }

    [Fact]
    public void Audio_AfterTheEndOfACompleteResponse_IsNotHeard()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        _call.AgentGenerates("resp_1", "item_2", "Good evening.", 900);

        Assert.DoesNotContain(_call.Says(new AudioDelta("resp_1", "item_2", new byte[4800])), command => command is PlayAudio);
    }

    [Fact]
    public void Audio_OfASessionThatWasGivenUp_IsNotHeard()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Fires(TurnTimer.ProviderOverdue);

        Assert.DoesNotContain(_call.Says(new AudioDelta("resp_1", "item_2", new byte[4800])), command => command is PlayAudio);
    }

    [Fact]
    public void Audio_OfAResponseWhoseBeginningWasLost_IsHeard()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");

        Assert.Contains(_call.Says(new AudioDelta("resp_1", "item_2", new byte[4800])), command => command is PlayAudio);
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));
        _call.Heard("item_2", 100);
        Assert.Equal(TurnOutcome.Complete, _call.Turns.Last().Outcome);
    }

    [Fact]
    public void Words_OfTheClosingEventOnly_AreShownHeardAndRemembered()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Are you open?");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 1500]));
        _call.Says(new AudioDone("resp_1", "item_2"));
        var closed = _call.Says(new TranscriptDone("resp_1", "item_2", "We are open until ten tonight."));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));
        var heard = _call.Heard("item_2", 1500);

        Assert.Contains(new FollowWords("item_2", "We are open until ten tonight."), closed);
        Assert.Contains(new ShowCaption(Speaker.Agent, "item_2", "We are open until ten tonight.", Final: true), heard);
        Assert.Contains(new Remember(2, "item_2", new AgentSaid("We are open until ten tonight.")), heard);
    }

    [Fact]
    public void Words_ThatCloseAfterTheirSoundWasHeard_AreStillShown()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Are you open?");
        _call.Says(new ResponseStarted("resp_1"));
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 500]));
        _call.Says(new AudioDone("resp_1", "item_2"));
        _call.Heard("item_2", 500);

        Assert.Contains(new ShowCaption(Speaker.Agent, "item_2", "Yes.", Final: true), _call.Says(new TranscriptDone("resp_1", "item_2", "Yes.")));
    }

    [Fact]
    public void Call_OfTheEndOnly_IsRun()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Book it");
        _call.Says(new ResponseStarted("resp_1"));
        var done = _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default) { Output = [new ToolCallRequested("resp_1", "call_1", "book_table", "{}")] });

        Assert.Contains(new RunTool(2, "call_1", "book_table", "{}"), done);
        Assert.DoesNotContain(done, command => command is CreateResponse);
    }

    [Fact]
    public void Call_OfAFailedEndOnly_IsNotRun()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Book it");
        _call.Says(new ResponseStarted("resp_1"));

        Assert.DoesNotContain(
            _call.Says(new ResponseDone("resp_1", ResponseStatus.Failed, "server_error", default) { Output = [new ToolCallRequested("resp_1", "call_1", "book_table", "{}")] }),
            command => command is RunTool);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Transcript_ThatDoesNotCome_ClosesItsCaption(string? text)
    {
        _call.Greet();
        _call.CallerSays("item_1", text);

        Assert.Contains(new ShowCaption(Speaker.Caller, "item_1", "", Final: true), _call.Commands);
        Assert.Equal(text is null, _call.Commands.Contains(new Remember(2, "item_1", new UserSaid(TurnPrompts.WordsUnknown))));
    }

    [Fact]
    public void Transcript_OfWhichNothingIsEverSaid_ClosesItsCaptionWithTheNextTurn()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Says(new SpeechStopped("item_1", 0));
        _call.Says(new InputCommitted("item_1"));
        _call.AgentGenerates("resp_1", "item_2", "Yes.", 300);
        _call.Heard("item_2", 300);
        _call.CallerSays("item_3", "Hello?");
        _call.AgentGenerates("resp_2", "item_4", "Yes.", 300);
        _call.Heard("item_4", 300);

        Assert.Contains(new ShowCaption(Speaker.Caller, "item_1", "", Final: true), _call.Commands);
    }
}
