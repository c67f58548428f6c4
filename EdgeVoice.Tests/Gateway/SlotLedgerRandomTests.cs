using System.Collections.Concurrent;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Many callers, a LiveKit that comes and goes, and a moving clock: the ledger against what really happened.</summary>
public sealed class SlotLedgerRandomTests
{
    private const int Capacity = 7;
    private const int Callers = 6;
    private const int StepsPerCaller = 1_500;

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    [InlineData(4_000)]
    public async Task Ledger_UnderConcurrentCalls_NeverAdmitsTooManyAndLosesNoSlot(int seed)
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var ledger = new SlotLedger(Options.Create(new GatewayOptions { Slots = Capacity }), time);
        var rooms = new ConcurrentDictionary<string, bool>();
        var most = 0;
        var admitted = 0;
        using var callersDone = new CancellationTokenSource();

        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => Call(new Random(seed + caller), caller))).ToArray();
        var reconciler = Task.Run(() =>
        {
            var random = new Random(seed - 1);
            while (!callersDone.IsCancellationRequested)
            {
                Reconcile(random);
            }
        });
        await Task.WhenAll(callers);
        await callersDone.CancelAsync();
        await reconciler;

        rooms.Clear();
        ledger.Observe(rooms.Keys.ToHashSet());
        time.Advance(TimeSpan.FromMinutes(10));
        ledger.Observe(new HashSet<string>());
        Assert.Equal(new SlotCounts(Capacity, 0, 0), ledger.Count());
        Assert.InRange(most, 1, Capacity);
        Assert.True(admitted > Capacity, $"only {admitted} calls were admitted");

        void Call(Random random, int caller)
        {
            for (var step = 0; step < StepsPerCaller; step++)
            {
                var call = $"call_{caller}_{step}";
                if (ledger.TryReserve(new SlotRequest(new CallRoom(call, 1), call, time.GetUtcNow() + TimeSpan.FromSeconds(60))) != ReserveVerdict.Taken)
                {
                    Thread.Yield();
                    continue;
                }

                Interlocked.Increment(ref admitted);
                var counts = ledger.Count();
                RaiseTo(counts.Reserved + counts.Active);
                if (random.Next(4) > 0 && ledger.BeginJoin(call, call, returning: false, expired: false) == JoinVerdict.First)
                {
                    if (random.Next(5) > 0)
                    {
                        rooms[call] = true;
                        RaiseTo(rooms.Count);
                        ledger.Joined(call);
                    }

                    ledger.EndFirstJoin(call);
                }

                if (random.Next(2) == 0)
                {
                    rooms.TryRemove(call, out _);
                }
            }
        }

        void Reconcile(Random random)
        {
            if (random.Next(4) == 0)
            {
                ledger.Interrupted();
            }
            else
            {
                ledger.Observe(rooms.Keys.ToHashSet());
            }

            if (random.Next(3) == 0 && rooms.Keys.FirstOrDefault() is { } ended)
            {
                rooms.TryRemove(ended, out _);
            }

            time.Advance(TimeSpan.FromSeconds(random.Next(20)));
        }

        void RaiseTo(int value)
        {
            for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            {
                Interlocked.CompareExchange(ref most, value, seen);
            }
        }
    }
}
