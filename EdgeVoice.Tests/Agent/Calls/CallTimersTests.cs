using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Turns;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class CallTimersTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<(TurnTimer Timer, int Setting)> _fired = [];
    private readonly CallTimers _timers;

    public CallTimersTests() => _timers = new CallTimers(_time, (timer, setting) => _fired.Add((timer, setting)));

    public void Dispose() => _timers.Dispose();

    [Fact]
    public void Set_FiresOnceWhenDueAndIsTakenOnce()
    {
        _timers.Set(TurnTimer.Hold, TimeSpan.FromSeconds(4));
        _time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Empty(_fired);

        _time.Advance(TimeSpan.FromSeconds(10));
        var (timer, setting) = Assert.Single(_fired);
        Assert.True(_timers.Take(timer, setting));
        Assert.False(_timers.Take(timer, setting));
    }

    [Fact]
    public void Set_InThePast_FiresAtOnce()
    {
        _timers.Set(TurnTimer.Hold, TimeSpan.FromSeconds(-1));
        _time.Advance(TimeSpan.Zero);

        Assert.Single(_fired);
    }

    [Fact]
    public void Take_OfASettingThatWasReplacedMeanwhile_DoesNotCount()
    {
        _timers.Set(TurnTimer.Hold, TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        _timers.Set(TurnTimer.Hold, TimeSpan.FromSeconds(1));

        Assert.False(_timers.Take(TurnTimer.Hold, _fired[0].Setting));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_timers.Take(TurnTimer.Hold, _fired[1].Setting));
    }

    [Fact]
    public void Clear_OfOne_LeavesTheOthers()
    {
        _timers.Set(TurnTimer.Hold, TimeSpan.FromSeconds(1));
        _timers.Set(TurnTimer.CallerSilent, TimeSpan.FromSeconds(1));
        _timers.Clear(TurnTimer.Hold);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TurnTimer.CallerSilent, Assert.Single(_fired).Timer);
    }
}
