namespace EdgeVoice.Tests.Gateway;

public sealed class RegionHistoryTests
{
    [Fact]
    public void Of_SameSeed_IsTheSameHistoryOnEveryMachine()
    {
        var history = RegionHistory.Of(7, 400);

        Assert.Equal(history.Steps, RegionHistory.Of(7, 400).Steps);
        Assert.Equal("Report 2; List; Read; Observe; List; Ask 15; Reserve 15; Cancel 15; Tick 3; Ask 21; Reserve 21; Read; Ask 24; Observe; Reserve 24; Answer 24", RegionStep.Format(history.Steps.Take(16)));
    }

    [Fact]
    public void Replay_StepsAsText_IsTheSameHistory()
    {
        var history = RegionHistory.Of(9, 4_000);

        var again = RegionHistory.Replay(RegionStep.Parse(RegionStep.Format(history.Steps)));

        Assert.Equal(history.Steps, again.Steps);
        Assert.Equal(history.Region.Admitted, again.Region.Admitted);
    }

    [Fact]
    public void Shrink_HistoryThatShowsSomething_LeavesTheStepsThatMatter()
    {
        var shrunk = RegionHistory.Of(7, 4_000).Shrink(history => history.Region.Admitted >= 2);

        Assert.Equal(2, shrunk.Region.Admitted);
        Assert.All(Enumerable.Range(0, shrunk.Steps.Count), left => Assert.True(RegionHistory.Replay([.. shrunk.Steps.Where((_, index) => index != left)]).Region.Admitted < 2));
        Assert.Equal(shrunk.Steps, RegionHistory.Replay(RegionStep.Parse(RegionStep.Format(shrunk.Steps))).Steps);
    }
}
