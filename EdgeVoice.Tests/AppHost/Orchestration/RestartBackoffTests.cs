using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.Orchestration;

public sealed class RestartBackoffTests
{
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Next_CrashesOnStart_WaitsTwiceAsLongUpToTenSeconds()
    {
        var backoff = new RestartBackoff(_time);

        Assert.Equal([0.5, 1, 2, 4, 8, 10, 10], Enumerable.Range(0, 7).Select(_ => backoff.Next().TotalSeconds));
    }

    [Theory]
    [InlineData(29, 1)]
    [InlineData(30, 0.5)]
    public void Next_RanForAWhile_IsShortAgainAfterHalfAMinute(int seconds, double wait)
    {
        var backoff = new RestartBackoff(_time);
        backoff.Next();
        backoff.Started();

        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(wait, backoff.Next().TotalSeconds);
    }
}
