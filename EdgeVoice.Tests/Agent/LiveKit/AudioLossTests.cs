using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Tests.Agent.LiveKit;

public sealed class AudioLossTests
{
    private readonly AudioLoss _loss = new();

    /// <summary>Each row is a second: ms that were made and did not arrive in it; below zero when some of before does.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0)]
    // A core that gets no turn for two seconds, keeps one of them and hands it over afterwards.
    [InlineData(1000, 1000, 1000, -1000, 0, 0, 0)]
    // What is on the way is no loss, however it comes and goes.
    [InlineData(0, 900, -900, 300, -200, -100, 20, -20)]
    // Twice, the second time half a second.
    [InlineData(1500, 0, 500, 0, 1000, 0, 0, 0, 0)]
    // Little by little.
    [InlineData(120, 40, 40, 40, 0, 0, 0)]
    // Neither is what two looks at different moments make of it.
    [InlineData(0, 90, 0, 0, -90, 30, 0, 0)]
    public void Look_OncePerSecond_CountsWhatNeverCame(int lostMs, params int[] missing)
    {
        var (made, arrived) = (TimeSpan.FromMinutes(3), TimeSpan.Zero);
        var told = _loss.Look(made, arrived);
        foreach (var ms in missing)
        {
            made += TimeSpan.FromSeconds(1);
            arrived += TimeSpan.FromMilliseconds(1000 - ms);
            told += _loss.Look(made, arrived);
        }

        Assert.Equal((lostMs, lostMs), (_loss.Total.TotalMilliseconds, told.TotalMilliseconds));
    }

    [Fact]
    public void Look_WithAudioOnTheWayAtTheBeginning_TakesNoneOfItForLost()
    {
        _loss.Look(Ms(10_000), Ms(0));
        _loss.Look(Ms(11_000), Ms(1_700));
        foreach (var second in Enumerable.Range(2, 5))
        {
            _loss.Look(Ms(10_000 + (second * 1000)), Ms(700 + (second * 1000)));
        }

        Assert.Equal(TimeSpan.Zero, _loss.Total);
    }

    private static TimeSpan Ms(int ms) => TimeSpan.FromMilliseconds(ms);
}
