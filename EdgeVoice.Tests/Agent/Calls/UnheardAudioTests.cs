using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class UnheardAudioTests
{
    // The clock of these tests ticks once a frame.
    private readonly UnheardAudio _audio = new(second: 50);
    private long _now;

    [Fact]
    public void Silence_ThatASessionHeard_IsKeptForOneSecond()
    {
        Speak(1000);
        Note(new RoundTripMeasured(TimeSpan.Zero));
        Speak(1);

        Assert.Equal(52, _audio.Frames.Count());
        Assert.Equal(_now, _audio.Frames.Last().Timestamp);
    }

    [Fact]
    public void Speech_SinceTheLastSignOfLife_IsKeptHoweverLongAgoThatWas()
    {
        Speak(100);
        Note(new RoundTripMeasured(TimeSpan.Zero));
        Speak(400);

        Assert.Equal(451, _audio.Frames.Count());
    }

    [Fact]
    public void Speech_NotYetWrittenDown_IsKeptFromItsOnset()
    {
        Speak(200);
        Note(new SpeechStarted("item_1", 0), onset: 190);
        Speak(300);
        Note(new SpeechStopped("item_1", 0));
        Speak(100);

        Assert.InRange(_audio.Frames.First().Timestamp, 1, 190);
        Note(new UserTranscribed("item_1", "Hello"));
        Speak(1);
        Assert.Equal(52, _audio.Frames.Count());
    }

    [Fact]
    public void Speech_Answered_IsNotKeptButWhatIsSpokenNowIs()
    {
        Note(new SpeechStarted("item_1", 0), onset: 1);
        Speak(100);
        Note(new SpeechStopped("item_1", 0));
        Speak(100);
        Note(new SpeechStarted("item_2", 0), onset: 201);
        Speak(100);
        Note(new AudioDelta("resp_1", "item_3", []));
        Speak(100);

        Assert.InRange(_audio.Frames.First().Timestamp, 100, 201);
    }

    [Fact]
    public void Speech_AnsweredByAToolCallAtOnce_IsNoPreRollOfWhatFollows()
    {
        Note(new SpeechStarted("item_1", 0), onset: 1);
        Speak(100);
        Note(new SpeechStopped("item_1", 0));
        Speak(10);
        Note(new ToolCallRequested("resp_1", "tool_1", "book_table", "{}"));
        Speak(100);

        Assert.InRange(_audio.Frames.First().Timestamp, 100, 110);
    }

    [Fact]
    public void NoSession_KeepsTheNewestThirtySeconds()
    {
        Speak(4000, heard: false);

        Assert.Equal(1500, _audio.Frames.Count());
        Assert.Equal(_now, _audio.Frames.Last().Timestamp);
    }

    [Fact]
    public void Replayed_AndLostAgainBeforeItWasHeard_IsStillThere()
    {
        Speak(300, heard: false);
        _audio.Replayed();
        Speak(10);

        Assert.Equal(310, _audio.Frames.Count());
        Note(new SpeechStarted("item_1", 0), onset: 250);
        Speak(10);
        Assert.InRange(_audio.Frames.First().Timestamp, 200, 250);
    }

    [Fact]
    public void Replayed_ToASessionThatReportsNothing_IsGivenUp()
    {
        Speak(300, heard: false);
        _audio.Replayed();
        Note(new RoundTripMeasured(TimeSpan.Zero));
        Speak(200);

        Assert.Equal(251, _audio.Frames.Count());
        Note(new RoundTripMeasured(TimeSpan.Zero));
        Speak(1);
        Assert.Equal(52, _audio.Frames.Count());
    }

    [Fact]
    public void Replayed_ToASessionThatHangsAtOnce_IsStillThere()
    {
        Speak(300, heard: false);
        _audio.Replayed();
        Speak(200);

        Assert.Equal(500, _audio.Frames.Count());
    }

    private void Note(RealtimeEvent said, long? onset = null) => _audio.Note(said, onset, _now);

    private void Speak(int frames, bool heard = true)
    {
        foreach (var _ in Enumerable.Range(0, frames))
        {
            _audio.Add(new short[480], ++_now, heard);
        }
    }
}
