using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

/// <summary>A caller's turn has an end, also when the provider never says so.</summary>
public sealed class EndlessSpeechTests
{
    private static readonly TurnLimits s_limits = new();

    private readonly TurnScript _call = new();

    [Fact]
    public void Speech_OnASilentLine_IsEndedAndAnswered()
    {
        _call.Greet();
        var started = _call.Says(new SpeechStarted("item_1", 0));
        _call.AudibleAt = _call.At;
        _call.Wait(s_limits.SilentLine);
        var ended = _call.Fires(TurnTimer.CallerSpeech);

        Assert.Contains(new SetTimer(TurnTimer.CallerSpeech, s_limits.SilentLine), started);
        Assert.Equal([new EndSpeech(), new CreateResponse(TurnPrompts.AnswerOrAsk)], ended.Where(command => command is EndSpeech or CreateResponse));
        _call.AgentGenerates("resp_1", "item_2", "Pardon?", 500);
        _call.Heard("item_2", 500);
        _call.Says(new UserTranscribed("item_1", "A table"));
        Assert.Equal((TurnInitiator.Caller, "speech_without_end"), (_call.Turns.Last().Initiator, _call.Turns.Last().FailureReason));
    }

    [Fact]
    public void Speech_OfSomebodyWhoIsStillHeard_GoesOn()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Wait(TimeSpan.FromSeconds(4));
        _call.AudibleAt = _call.At;

        // The next look is due when the line has been silent for long enough.
        Assert.Equal([new CheckLine(), new SetTimer(TurnTimer.CallerSpeech, s_limits.SilentLine - TimeSpan.FromSeconds(1))], _call.Fires(TurnTimer.CallerSpeech));
    }

    [Fact]
    public void Speech_LongerThanAnybodys_IsAnswered()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));
        _call.Wait(s_limits.LongestSpeech);
        _call.AudibleAt = _call.At;

        Assert.Contains(new EndSpeech(), _call.Fires(TurnTimer.CallerSpeech));
    }

    [Fact]
    public void Speech_ThatEnded_IsNotLookedAtAnyMore()
    {
        _call.Greet();
        _call.Says(new SpeechStarted("item_1", 0));

        Assert.Contains(new ClearTimer(TurnTimer.CallerSpeech), _call.Says(new SpeechStopped("item_1", 0)));
        Assert.Empty(_call.Fires(TurnTimer.CallerSpeech));
    }
}
