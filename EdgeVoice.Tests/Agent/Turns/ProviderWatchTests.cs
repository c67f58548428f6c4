using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

/// <summary>A provider that works is told from one that is gone by any sign, each kind with a limit of its own.</summary>
public sealed class ProviderWatchTests
{
    private static readonly TurnLimits s_limits = new();

    private readonly TurnScript _call = new();

    [Fact]
    public void Response_ThatWritesACallForEightSeconds_PutsTheLimitOffWithEachPiece()
    {
        Ask();
        foreach (var _ in Enumerable.Range(0, 8))
        {
            Assert.Contains(new SetTimer(TurnTimer.ProviderOverdue, s_limits.ProviderOverdue), _call.Says(new ResponseProgressed("resp_1")));
        }

        Assert.Contains(new PlayClip(Clip.OneMoment), _call.Fires(TurnTimer.Hold));
        Assert.DoesNotContain(_call.Fires(TurnTimer.NoProgress), command => command is ReplaceProvider);
        _call.AgentGenerates("resp_1", "item_2", "There is.", 900);
        _call.Heard("item_2", 900);
        Assert.Equal(TurnOutcome.Complete, _call.Turns.Last().Outcome);
    }

    [Fact]
    public void OneMoment_AsksTheProviderForASignOfLife()
    {
        Ask();

        Assert.Contains(new CheckProvider(), _call.Fires(TurnTimer.Hold));
        Assert.Contains(new SetTimer(TurnTimer.ProviderOverdue, s_limits.ProviderOverdue), _call.Says(new RoundTripMeasured(TimeSpan.FromMilliseconds(40))));
    }

    [Fact]
    public void Session_ThatLives_IsNoAnswerBeforeAResponseHasBegun()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Hello");

        Assert.DoesNotContain(_call.Says(new SignOfLife()), command => command is SetTimer { Timer: TurnTimer.ProviderOverdue });
        Assert.Contains(new CreateResponse(null), _call.Fires(TurnTimer.ProviderOverdue));
    }

    [Fact]
    public void Response_WithoutAnySign_LosesItsSession()
    {
        Ask();

        Assert.Contains(_call.Fires(TurnTimer.ProviderOverdue), command => command is ReplaceProvider);
        Assert.Equal("no_sign_of_life", _call.Turn?.FailureReason);
    }

    [Fact]
    public void Response_ThatStandsStillInALiveSession_LosesItLater()
    {
        Ask();
        _call.Wait(s_limits.ResponseStalled);
        _call.Says(new SignOfLife());

        Assert.Contains(_call.Fires(TurnTimer.NoProgress), command => command is ReplaceProvider);
        Assert.Equal("no_progress", _call.Turn?.FailureReason);
    }

    [Fact]
    public void Response_ThatGoesOnWithoutASound_LosesItsSessionAtLast()
    {
        Ask();
        _call.Wait(s_limits.ResponseSoundless);
        _call.Says(new ResponseProgressed("resp_1"));

        Assert.DoesNotContain(_call.Fires(TurnTimer.NoProgress), command => command is ReplaceProvider);
        Assert.Contains(_call.Fires(TurnTimer.NoSound), command => command is ReplaceProvider);
        Assert.Equal("no_sound", _call.Turn?.FailureReason);
    }

    [Fact]
    public void Response_WhoseSoundTrickles_LosesItsSessionWhenTheCallerHasWaitedForLong()
    {
        Ask();
        for (var piece = 0; piece < 5; piece++)
        {
            Assert.DoesNotContain(Piece(), command => command is ReplaceProvider);
        }

        Assert.Contains(Piece(), command => command is ReplaceProvider);
        Assert.Equal("too_slow", _call.Turn?.FailureReason);

        IReadOnlyList<TurnCommand> Piece()
        {
            _call.Wait(TimeSpan.FromSeconds(1.7));
            return _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 100]));
        }
    }

    [Fact]
    public void Response_ThatIsSlowAndAtWork_IsHeardToItsEnd()
    {
        Ask();
        for (var piece = 0; piece < 10; piece++)
        {
            _call.Wait(TimeSpan.FromSeconds(10));
            _call.Says(new ResponseProgressed("resp_1"));
            Assert.DoesNotContain(_call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 100])), command => command is ReplaceProvider);
        }
    }

    [Fact]
    public void Response_ThatComesInPiecesWhileTheLastIsPlayed_NeverStands()
    {
        Ask();
        for (var piece = 0; piece < 40; piece++)
        {
            _call.Says(new ResponseProgressed("resp_1"));
            Assert.DoesNotContain(_call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 3000])), command => command is ReplaceProvider);
        }
    }

    [Fact]
    public void Thought_AfterTheFirstSentence_IsWaitedFor()
    {
        Ask();
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 1000]));
        _call.Says(new ResponseProgressed("resp_1"));
        var quiet = _call.Fires(TurnTimer.Hold);

        Assert.Equal([new CompletePlayout("item_2"), new PlayClip(Clip.OneMoment)], quiet.Where(command => command is CompletePlayout or PlayClip));
        Assert.DoesNotContain(quiet, command => command is ReplaceProvider);

        // The same item goes on, and is heard in two pieces.
        _call.Heard("item_2", 1000);
        Assert.Single(_call.Turns);
        _call.Says(new AudioDelta("resp_1", "item_2", new byte[48 * 500]));
        _call.Says(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));
        _call.Heard("item_2", 500);
        Assert.Equal((1500, TurnOutcome.Complete), (_call.Turns.Last().HeardMs, _call.Turns.Last().Outcome));
    }

    private void Ask()
    {
        _call.Greet();
        _call.CallerSays("item_1", "Is there a table?");
        _call.Says(new ResponseStarted("resp_1"));
    }
}
