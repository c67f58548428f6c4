using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

/// <summary>An agent that goes on where another was cut off.</summary>
public sealed class ResumptionTests
{
    private readonly TurnScript _call = new(opening: new TurnOpening(TurnScript.Greeting) { Resumed = true, LastTurn = 4 });

    [Fact]
    public void CallerWaits_ForTheProvider_HearsAtOnceThatTheyWereCutOffAndOnlyOnce()
    {
        Assert.Equal(Clip.CutOff, Assert.Single(_call.Apply(at => new CallerWaits(at)).OfType<PlayClip>()).Clip);

        _call.Apply(at => new CallerWaits(at));
        _call.Ready();

        Assert.Single(_call.Commands.OfType<PlayClip>());
    }

    [Fact]
    public void Ready_GoesOnInContextUnderTheNextNumberWithoutAGreeting()
    {
        var commands = _call.Ready();

        Assert.Equal(Clip.CutOff, Assert.Single(commands.OfType<PlayClip>()).Clip);
        Assert.Equal(TurnPrompts.Resume, Assert.Single(commands.OfType<CreateResponse>()).Instructions);

        _call.AgentGenerates("resp_1", "item_1", "You were asking about a table.", 1000);
        _call.Heard("item_1", 1000);
        Assert.Equal((5, TurnInitiator.Agent), (Assert.Single(_call.Turns).Index, _call.Turns.Single().Initiator));
        Assert.DoesNotContain(_call.Commands.OfType<CreateResponse>(), response => response.Instructions == TurnScript.Greeting);
    }

    [Fact]
    public void Ready_WithAToolCallThatWasCutOff_RunsItAgainBeforeAnythingIsSaid()
    {
        var call = new TurnScript(opening: new TurnOpening(TurnScript.Greeting) { Resumed = true, LastTurn = 4, Tools = [new CutOffTool(4, "tool_1", "book_table", "{}")] });

        var commands = call.Ready();
        Assert.Equal(new RunTool(4, "tool_1", "book_table", "{}"), Assert.Single(commands.OfType<RunTool>()));
        Assert.Empty(commands.OfType<CreateResponse>());

        commands = call.ToolEnds("tool_1", """{"booked":true}""");
        Assert.Equal([new ToolCalled("tool_1", "book_table", "{}"), new ToolReturned("tool_1", """{"booked":true}""")], commands.OfType<AddItem>().Select(add => add.Item));
        Assert.All(commands.OfType<Remember>(), remember => Assert.Equal(4, remember.Turn));
        Assert.Equal(TurnPrompts.Resume, Assert.Single(commands.OfType<CreateResponse>()).Instructions);

        // A provider that asks for the same call by its id does not get it run a third time.
        call.Says(new ResponseStarted("resp_1"));
        Assert.Empty(call.Says(new ToolCallRequested("resp_1", "tool_1", "book_table", "{}")).OfType<RunTool>());
    }

    [Fact]
    public void Caller_WhoSpeaksBeforeThePrompt_IsAnsweredInstead()
    {
        _call.Apply(at => new CallerWaits(at));
        _call.Says(new SpeechStarted("item_u", 0));

        Assert.Empty(_call.Ready().OfType<CreateResponse>());
    }

    [Fact]
    public void Clip_WhenItHasEndedAndTheProviderIsNotThere_IsFollowedByTheWait()
    {
        _call.Apply(at => new CallerWaits(at));
        Assert.Equal(TurnTimer.Hold, Assert.Single(_call.Heard(nameof(Clip.CutOff), 1400).OfType<SetTimer>()).Timer);
    }

    [Fact]
    public void Superseded_InMidSentence_FallsSilentAndEndsAtOnce()
    {
        _call.Ready();
        _call.AgentGenerates("resp_1", "item_1", "You were asking about a table.", 1000);
        _call.Positions.Add(new PlayoutPosition("item_1", 300, 1000));

        var commands = _call.Apply(at => new CallClosed(at, CallOutcome.Superseded, "another agent holds the call"));

        Assert.IsType<StopPlayout>(commands[0]);
        Assert.Equal(CallOutcome.Superseded, Assert.Single(commands.OfType<EndCall>()).Outcome);
    }
}
