using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Random histories of one region in which everything may die at any moment: who has a slot against what really runs.</summary>
public sealed class SlotCrashTests
{
    private const int Steps = 4_000;

    [Theory]
    [InlineData(11)]
    [InlineData(222)]
    [InlineData(3_333)]
    [InlineData(44_444)]
    [InlineData(555_555)]
    public async Task Region_ThingsDieAtRandom_NeverTwoCallsOnOneSlotAndNoneLeaks(int seed)
    {
        var region = new SimulatedRegion(seed);
        var actors = Enumerable.Range(0, 4).Select(actor => Task.Run(() =>
        {
            var random = new Random(HashCode.Combine(seed, actor));
            for (var step = 0; step < Steps / 4; step++)
            {
                region.Step(random);
            }
        }));

        await Task.WhenAll(actors);

        Assert.Empty(region.Violations);
        Assert.InRange(region.Admitted, SimulatedRegion.Slots + 1, int.MaxValue);
        Assert.InRange(region.Crashes, 10, int.MaxValue);
        region.Settle();
        Assert.Equal(new SlotCounts(SimulatedRegion.Slots, 0, 0), region.Count());
    }
}
