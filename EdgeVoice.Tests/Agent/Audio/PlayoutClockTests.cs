using EdgeVoice.Agent.Audio;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.Audio;

public sealed class PlayoutClockTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PlayoutClock _clock;

    public PlayoutClockTests() => _clock = new PlayoutClock(_time);

    [Fact]
    public void Buffered_DrainsWithTimeAndNotBelowZero()
    {
        _clock.Add(TimeSpan.FromMilliseconds(100));
        _time.Advance(TimeSpan.FromMilliseconds(40));
        Assert.Equal(TimeSpan.FromMilliseconds(60), _clock.Buffered);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, _clock.Buffered);
    }

    [Fact]
    public void Add_AfterAPause_DoesNotCountThePause()
    {
        _clock.Add(TimeSpan.FromMilliseconds(20));
        _time.Advance(TimeSpan.FromSeconds(3));
        _clock.Add(TimeSpan.FromMilliseconds(20));

        Assert.Equal(TimeSpan.FromMilliseconds(20), _clock.Buffered);
    }

    [Fact]
    public void Clear_LeavesNothing()
    {
        _clock.Add(TimeSpan.FromSeconds(10));
        _clock.Clear();

        Assert.Equal(TimeSpan.Zero, _clock.Buffered);
    }
}
