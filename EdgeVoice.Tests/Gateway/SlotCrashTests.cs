using System.Diagnostics;
using System.Globalization;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Random histories of one region in which everything may die at any moment: who has a slot against what really runs.</summary>
public sealed class SlotCrashTests(ITestOutputHelper output)
{
    /// <summary>How many seeds to try, from 1 on; a handful without it.</summary>
    private const string HistoriesVariable = "EDGEVOICE_HISTORIES";

    private const int Histories = 25;
    private const int Steps = 4_000;

    [Fact]
    public void Region_ThingsDieAtRandom_NeverTwoCallsOnOneSlotAndNoneLeaks()
    {
        var histories = int.TryParse(Environment.GetEnvironmentVariable(HistoriesVariable), CultureInfo.InvariantCulture, out var wanted) ? wanted : Histories;
        var started = Stopwatch.GetTimestamp();
        var failed = new List<(int Seed, RegionHistory History)>();
        var (admitted, crashes, steps) = (0L, 0L, 0L);
        for (var seed = 1; seed <= histories; seed++)
        {
            var history = RegionHistory.Of(seed, Steps);
            (admitted, crashes, steps) = (admitted + history.Region.Admitted, crashes + history.Region.Crashes, steps + history.Steps.Count);
            if (history.Violation is not null)
            {
                failed.Add((seed, history));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{histories} histories, {steps} steps, {admitted} calls admitted, {crashes} crashes, {failed.Count} violations, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s"));
        Assert.True(failed.Count == 0, string.Join("\n\n", failed.Take(3).Select(one => one.History.Describe(one.Seed)).Prepend($"{failed.Count} of {histories}: seeds {string.Join(", ", failed.Select(one => one.Seed))}")));
        Assert.InRange(admitted, histories * 100L, long.MaxValue);
        Assert.InRange(crashes, histories * 10L, long.MaxValue);
    }
}
