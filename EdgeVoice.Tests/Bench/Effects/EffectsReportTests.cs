using EdgeVoice.Bench.Effects;

namespace EdgeVoice.Tests.Bench.Effects;

public sealed class EffectsReportTests
{
    [Fact]
    public void Of_Rounds_CountsOnceTwiceAndLost()
    {
        var result = StepResult.Of(KillStep.Committed, diskKept: false, [1, 1, 2, 0, 3], TimeSpan.FromMilliseconds(500));

        Assert.Equal(new StepResult(KillStep.Committed, false, 5, 2, 2, 1, 100), result);
        Assert.False(result.Holds);
        Assert.True(StepResult.Of(KillStep.Committed, diskKept: true, [1, 1], TimeSpan.FromSeconds(1)).Holds);
    }

    [Fact]
    public void Table_ListsStepsAndTheirSum()
    {
        var table = StepResult.Table([new(KillStep.IntentJournalled, true, 20, 20, 0, 0, 140), new(KillStep.ResultHeard, false, 20, 18, 1, 1, 95)]).Split('\n');

        Assert.Equal("killed at          disk  rounds  effects once  twice  lost  ms a round", table[0]);
        Assert.Equal("intent-journalled  kept      20            20      0     0         140", table[1]);
        Assert.Equal("result-heard       lost      20            18      1     1          95", table[2]);
        Assert.Equal("all                          40            38      1     1", table[3]);
    }

    [Fact]
    public void Bookings_OfOneAgent_HaveHoursOfTheirOwn() =>
        Assert.Equal(Booking.Most, Enumerable.Range(0, Booking.Most).Select(index => TimeOnly.Parse(Booking.Of("call", index).Time, System.Globalization.CultureInfo.InvariantCulture)).Distinct().Count());
}
