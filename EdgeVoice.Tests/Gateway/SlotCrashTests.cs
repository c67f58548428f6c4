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
        var (admitted, crashes, steps) = (0L, 0L, 0L);
        var failed = new List<int>();
        for (var seed = 1; seed <= histories; seed++)
        {
            var history = RegionHistory.Of(seed, Steps);
            (admitted, crashes, steps) = (admitted + history.Region.Admitted, crashes + history.Region.Crashes, steps + history.Steps.Count);
            if (history.Violation is not null)
            {
                failed.Add(seed);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{histories} histories, {steps} steps, {admitted} calls admitted, {crashes} crashes, {failed.Count} violations, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s"));
        Assert.True(failed.Count == 0, string.Join("\n\n", failed.Take(3).Select(seed => RegionHistory.Of(seed, Steps).Describe(seed)).Prepend($"seeds that fail: {string.Join(", ", failed)}")));
        Assert.InRange(admitted, histories * 50L, long.MaxValue);
        Assert.InRange(crashes, histories * 10L, long.MaxValue);
    }

    /// <summary>Seeds that showed a violation while the ledger was wrong, beyond those that are tried anyway.</summary>
    [Theory]
    [InlineData(46)]
    [InlineData(106)]
    [InlineData(277)]
    [InlineData(468)]
    [InlineData(547)]
    [InlineData(794)]
    [InlineData(1_032)]
    public void Region_SeedThatFailedOnce_ShowsNothing(int seed)
    {
        var history = RegionHistory.Of(seed, Steps);

        Assert.True(history.Violation is null, history.Violation is null ? "" : history.Describe(seed));
    }

    /// <summary>What was left of such histories when every step was left out that did not matter.</summary>
    [Theory]
    [InlineData("a request takes its slot back, for which a second one has a token",
        "List; Read; Observe; Ask 287; Reserve 287; Answer 287; Resume 299 287; Retry 313 299; Retry 318 299; Reserve 313; Reserve 318; Answer 318; Cancel 313; Join 330 318")]
    [InlineData("a second request takes back the slot of a room that is there",
        "List; Read; Observe; Ask 100; Reserve 100; Answer 100; Restart; List; Read; Observe; Resume 155 100; Retry 160 155; List; Ask 213; Ask 214; Reserve 213; Retry 215 160; Ask 221; Ask 222; Reserve 222; Ask 226; Retry 228 215; Reserve 228; Reserve 221; Reserve 226; Ahead 231 228; Reserve 214; Reach 231; Reserve 215; Read; Cancel 215; Ask 243; Reserve 243; Observe")]
    [InlineData("a list that was asked for before a join ends it",
        "List; Read; Observe; Ask 21; Ask 28; Ask 29; Reserve 21; Answer 21; Reserve 28; List; Read; Reserve 29; Join 33 21; Reach 33; Opened 33; Ask 36; Reserve 36; Tick 4; Ask 79; Tick 6; Ask 91; Ask 93; Observe; Reserve 79; List; Reserve 91; Read; Reserve 93; Observe")]
    [InlineData("a caller who comes back holds nothing",
        "List; Read; Observe; Ask 15; Reserve 15; Answer 15; Ask 16; Reserve 16; Join 18 15; Reach 18; Ask 19; Opened 18; Reserve 19; Close 15 1; Tick 21; Ask 22; List; Read; Return 26 15; Reserve 22; Observe; Ask 27; Reach 26; Reserve 27; Ask 30; List; Reserve 30; Read; Ask 32; Reserve 32; Observe")]
    [InlineData("a join that was given up arrives after its slot was given away",
        "List; Read; Observe; Ask 40; Reserve 40; Answer 40; Join 52 40; Ask 57; Tick 60; Tick 6; Lose 52; Reserve 57; Ask 61; Reserve 61; Ask 66; Reserve 66; Ask 67; Reserve 67; List; Read; Observe; Reach 52; Ask 70; Reserve 70; Ask 74; Reserve 74; List; Read; Observe")]
    [InlineData("an agent that is sent makes the room of a call that is over",
        "List; Read; Observe; Ask 18; Ask 20; Reserve 20; Reserve 18; Answer 20; Join 22 20; Reach 22; Ask 23; Reserve 23; Opened 22; Ask 24; List; Read; Reserve 24; Ask 34; Observe; Close 20 1; Ask 38; Reserve 38; List; Reserve 34; Read; Ask 42; Replace 43 20 1; Observe; Reach 43; List; Reserve 42; Read; Observe")]
    [InlineData("a room that was let go is adopted from a list that was written before",
        "List; Read; Observe; Ask 11; Reserve 11; Ask 23; Ask 24; Reserve 24; Ask 28; Reserve 23; Reserve 28; Answer 24; Join 46 24; Ask 47; Reserve 47; Reach 46; Opened 46; List; Read; Ask 50; Ask 52; Observe; List; Reserve 50; Tick 49; Read; Delete 24 1; Release 24 1; Reserve 52; Observe")]
    [InlineData("a request of an older generation pushes the younger one aside",
        "List; Read; Observe; Ask 12; Reserve 12; Answer 12; Resume 23 12; Resume 25 12; Reserve 25; Reserve 23; Answer 25; Join 32 25")]
    [InlineData("a slot is taken back from a token that was just handed out",
        "List; Read; Observe; Ask 294; Reserve 294; Answer 294; Resume 328 294; Reserve 328; Ahead 338 328; Reach 338; Opened 338; List; Read; Tick 12; Observe; Close 294 2; Retry 354 328; Reserve 354; Answer 354; List; Read; Observe; Join 398 354")]
    public void Region_StepsThatFailedOnce_ShowNothing(string fault, string steps)
    {
        var history = RegionHistory.Replay(RegionStep.Parse(steps));

        Assert.True(history.Violation is null, $"{fault}: {history.Violation}");
        Assert.NotEmpty(history.Steps);
    }
}
