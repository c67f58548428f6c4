using EdgeVoice.Agent.LiveKit.Worker;

namespace EdgeVoice.Tests.Agent.LiveKit.Worker;

public sealed class SlotPoolTests
{
    [Fact]
    public void TryTake_WhenFull_Refuses()
    {
        var pool = new SlotPool(2);
        Assert.True(pool.TryTake(out var first));
        Assert.True(pool.TryTake(out _));

        Assert.False(pool.TryTake(out var none));
        Assert.Null(none);

        first.Dispose();
        Assert.True(pool.TryTake(out _));
    }

    [Fact]
    public void Dispose_OfALeaseTwice_FreesOneSlot()
    {
        var pool = new SlotPool(3);
        pool.TryTake(out var first);
        pool.TryTake(out _);

        first!.Dispose();
        first.Dispose();

        Assert.Equal(1, pool.Active);
    }

    // Nothing here is drawn: how threads interleave cannot be had again by a seed, and what is asked holds however they do.
    [Fact]
    public async Task TryTake_FromManyThreadsAtOnce_NeverExceedsTheCapacity()
    {
        const int capacity = 5;
        var pool = new SlotPool(capacity);
        var (held, most, taken) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            var mine = new List<SlotLease>();
            for (var i = 0; i < 20_000; i++)
            {
                if (mine.Count < 1 + (worker % 3) && pool.TryTake(out var lease))
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref held));
                    Interlocked.Increment(ref taken);
                    mine.Add(lease);
                }
                else if (mine.Count > 0)
                {
                    Interlocked.Decrement(ref held);
                    mine[0].Dispose();
                    mine[0].Dispose();
                    mine.RemoveAt(0);
                }
            }

            foreach (var lease in mine)
            {
                Interlocked.Decrement(ref held);
                lease.Dispose();
            }
        })));

        Assert.InRange(most, 1, capacity);
        Assert.True(taken > capacity);
        Assert.Equal(0, pool.Active);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
            {
                return;
            }
        }
    }
}
