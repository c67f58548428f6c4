using EdgeVoice.Distances;

namespace EdgeVoice.Tests.CloudflareEmulator;

public sealed class TravelTimeTests
{
    [Theory]
    [InlineData(145)]
    [InlineData(0.4)]
    [InlineData(0)]
    public async Task Travel_TimersThatFireEarly_DoNotShortenTheWay(double milliseconds)
    {
        var time = new EarlyTimers(early: TimeSpan.FromMilliseconds(4));
        var way = TimeSpan.FromMilliseconds(milliseconds);
        var started = time.GetTimestamp();

        await time.TravelAsync(way, TestContext.Current.CancellationToken);

        Assert.InRange(time.GetElapsedTime(started), way, TimeSpan.MaxValue);
    }

    private sealed class EarlyTimers(TimeSpan early) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > early ? dueTime - early : TimeSpan.Zero, period);
    }
}
