using System.Diagnostics;
using EdgeVoice.Agent.Realtime;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.Realtime;

public sealed class SignsOfLifeTests
{
    private static readonly short[] s_sound = [.. Enumerable.Range(0, 480).Select(sample => (short)(3000 * Math.Sin(sample / 10.0)))];
    private static readonly short[] s_silence = new short[480];

    private readonly FakeTimeProvider _time = new();
    private readonly SignsOfLife _life;

    public SignsOfLifeTests() => _life = new SignsOfLife(_time);

    [Fact]
    public void Look_CallerIsAudibleAndNothingComes_IsDeadWithinTwoSeconds()
    {
        var (asked, dead) = Watch(s_sound, TimeSpan.FromSeconds(5));

        Assert.InRange(Assert.Single(asked).TotalSeconds, 0.4, 0.7);
        Assert.InRange(dead!.Value.TotalSeconds, 1.5, 2);
    }

    [Fact]
    public void Look_CallerIsAudibleAndQuestionsAreAnswered_IsNeverDead()
    {
        var (asked, dead) = Watch(s_sound, TimeSpan.FromSeconds(60), onAsk: _life.Seen);

        Assert.Null(dead);
        Assert.InRange(asked.Count, 60, 130);
    }

    [Fact]
    public void Look_ModelThinksForTwentySecondsAndAnswersQuestions_IsNotDead()
    {
        _life.Note(new InputCommitted("item_1"));
        var (asked, dead) = Watch(s_silence, TimeSpan.FromSeconds(20), onAsk: _life.Seen);

        Assert.Null(dead);
        Assert.InRange(asked.Count, 15, 20);
    }

    [Fact]
    public void Look_AnswerIsOwedAndNothingComes_IsDeadAfterFourSeconds()
    {
        _life.Owe();
        var (_, dead) = Watch(s_silence, TimeSpan.FromSeconds(10));

        Assert.InRange(dead!.Value.TotalSeconds, 3.5, 4.2);
    }

    [Fact]
    public void Look_SpeechBeganAndItsEndIsNeverTold_IsDeadAfterFourSeconds()
    {
        _life.Note(new SpeechStarted("item_1", 0));
        var (_, dead) = Watch(s_silence, TimeSpan.FromSeconds(10));

        Assert.InRange(dead!.Value.TotalSeconds, 3.5, 4.2);
    }

    [Fact]
    public void Look_ResponseIsDone_OwesNothing()
    {
        _life.Owe();
        _life.Note(new ResponseStarted("resp_1"));
        _life.Note(new ResponseDone("resp_1", ResponseStatus.Completed, null, default));

        Assert.Empty(Watch(s_silence, TimeSpan.FromSeconds(4.9)).Asked);
    }

    [Fact]
    public void Look_NobodySpeaks_IsAskedEveryFiveSeconds()
    {
        var (asked, dead) = Watch(s_silence, TimeSpan.FromSeconds(60), onAsk: _life.Seen);

        Assert.Null(dead);
        Assert.InRange(asked.Count, 10, 12);
    }

    [Fact]
    public void Look_ProcessThatIsStarvedItself_DoesNotCallTheOtherEndDead()
    {
        for (var frame = 0; frame < 50; frame++)
        {
            _life.Heard(s_sound);
        }

        Assert.Equal(LifeCheck.Ask, _life.Look());
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(LifeCheck.Fine, _life.Look());
    }

    /// <summary>It is on the way of every frame of every caller.</summary>
    [Fact]
    public void Heard_OneFrame_CostsNextToNothing()
    {
        const int frames = 100_000;
        Hear(frames);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        Hear(frames);
        var each = Stopwatch.GetElapsedTime(started) / frames;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;

        TestContext.Current.TestOutputHelper?.WriteLine($"{each.TotalNanoseconds:F0} ns a frame");
        Assert.Equal(0, allocated);
        // A thousandth of the 20 ms that a frame lasts, also in a debug build on a busy machine.
        Assert.InRange(each.TotalMicroseconds, 0, 20);
    }

    private void Hear(int frames)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            _life.Heard(s_sound);
        }
    }

    private (List<TimeSpan> Asked, TimeSpan? Dead) Watch(short[] frame, TimeSpan length, Action? onAsk = null)
    {
        var asked = new List<TimeSpan>();
        for (var passed = TimeSpan.Zero; passed < length;)
        {
            for (var frames = 0; frames < 5; frames++)
            {
                _life.Heard(frame);
            }

            _time.Advance(SignsOfLife.Interval);
            passed += SignsOfLife.Interval;
            switch (_life.Look())
            {
                case LifeCheck.Ask:
                    asked.Add(passed);
                    onAsk?.Invoke();
                    break;
                case LifeCheck.Dead:
                    return (asked, passed);
            }
        }

        return (asked, null);
    }
}
