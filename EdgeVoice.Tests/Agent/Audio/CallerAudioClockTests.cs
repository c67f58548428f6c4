using EdgeVoice.Agent.Audio;

namespace EdgeVoice.Tests.Agent.Audio;

public sealed class CallerAudioClockTests
{
    // Timestamps in milliseconds.
    private readonly CallerAudioClock _clock = new(frequency: 1000);

    [Fact]
    public void Find_PointInAFrame_IsWhenThatPointCame()
    {
        _clock.Add(20, 1000);
        _clock.Add(40, 1020);
        _clock.Add(60, 1500);

        Assert.Equal(981, _clock.Find(1));
        Assert.Equal(1000, _clock.Find(20));
        Assert.Equal(1001, _clock.Find(21));
        Assert.Equal(1500, _clock.Find(60));
    }

    [Fact]
    public void Find_FrameThatCameLate_IsWhenItShouldHave()
    {
        _clock.Add(20, 1000);
        _clock.Add(40, 1055);
        _clock.Add(60, 1056);
        _clock.Add(80, 1060);

        Assert.Equal(1020, _clock.Find(40));
        Assert.Equal(1040, _clock.Find(60));
    }

    [Fact]
    public void Find_BeforeAStandstill_IsNotMovedByIt()
    {
        _clock.Add(20, 1000);
        _clock.Add(40, 9020);
        _clock.Add(60, 9040);

        Assert.Equal(1000, _clock.Find(20));
        Assert.Equal(9010, _clock.Find(30));
    }

    [Fact]
    public void Find_PointThatHasNotCome_IsNothing()
    {
        _clock.Add(20, 1000);

        Assert.Null(_clock.Find(21));
        Assert.Null(_clock.Find(0));
    }

    [Fact]
    public void Find_MoreThanEightySecondsAgo_IsNothing()
    {
        foreach (var frame in Enumerable.Range(1, 10_000))
        {
            _clock.Add(frame * 20, frame * 20);
        }

        Assert.Equal(200_000, _clock.Find(200_000));
        Assert.Equal((5_905 + 1) * 20, _clock.Find((5_905 + 1) * 20));
        Assert.Null(_clock.Find(100));
    }

    [Fact]
    public void Reset_StartsAtZero()
    {
        _clock.Add(20, 1000);
        _clock.Add(40, 1020);
        _clock.Reset();
        _clock.Add(20, 9000);

        Assert.Equal(8990, _clock.Find(10));
        Assert.Null(_clock.Find(40));
    }
}
