using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.Gateway.Admission;

/// <summary>A full region, and callers who never come.</summary>
public sealed class UnusedSlotTests
{
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly SlotLedger _ledger;

    public UnusedSlotTests() => _ledger = new(Options.Create(new GatewayOptions { Slots = 4 }), _time);

    [Fact]
    public void TryReserve_OneClientHoldsThemAll_GivesWayToAnother()
    {
        Reserve(client: 1, "a", "b", "c", "d");
        Assert.Equal(ReserveVerdict.Full, Reserve(client: 2, "e"));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ReserveVerdict.Taken, Reserve(client: 2, "e"));
        Assert.Equal(JoinVerdict.NoCall, Join("a"));
        Assert.Equal(JoinVerdict.First, Join("b"));

        // Not to one who holds as many, nor to itself.
        Assert.Equal(ReserveVerdict.Full, Reserve(client: 1, "f"));
    }

    [Fact]
    public void TryReserve_EachClientHoldsOne_TheOldestGivesWayAfterTheGrace()
    {
        for (var client = 1; client <= 4; client++)
        {
            Reserve(client, $"{client}");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(ReserveVerdict.Full, Reserve(client: 5, "e"));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ReserveVerdict.Taken, Reserve(client: 5, "e"));
        Assert.Equal(JoinVerdict.NoCall, Join("1"));
        Assert.Equal(ReserveVerdict.Full, Reserve(client: 6, "f"));
    }

    [Fact]
    public void TryReserve_NetworkHoldsThemAllByManyAddresses_GivesWayToAnother()
    {
        for (var client = 1; client <= 4; client++)
        {
            Reserve(client, network: 9, $"{client}");
        }

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ReserveVerdict.Taken, Reserve(client: 5, network: 5, "e"));
    }

    [Fact]
    public void TryReserve_CallersAreOnTheirWay_NobodyGivesWay()
    {
        Reserve(client: 1, "a", "b", "c", "d");
        foreach (var call in (string[])["a", "b", "c", "d"])
        {
            Assert.Equal(JoinVerdict.First, Join(call));
        }

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(ReserveVerdict.Full, Reserve(client: 2, "e"));
    }

    [Fact]
    public void TryReserve_ResumesOfCallsThatNobodyCameTo_GiveWayWithAllOfTheCall()
    {
        Reserve(client: 1, "a", "b", "c", "d");
        foreach (var call in (string[])["a", "b", "c", "d"])
        {
            Assert.Equal(ReserveVerdict.Taken, _ledger.TryReserve(Request(call, 1, 1, generation: 2)));
            Assert.Equal(ReserveVerdict.Taken, _ledger.TryReserve(Request(call, 1, 1, generation: 2)));
        }

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ReserveVerdict.Taken, Reserve(client: 2, "e"));
        Assert.Equal((JoinVerdict.NoCall, JoinVerdict.NoCall), (Join("a"), _ledger.BeginJoin("call_a.2", "a", proven: false, expired: false)));
        Assert.Equal(new SlotCounts(4, 4, 0), _ledger.Count());
    }

    [Fact]
    public void TryReserve_CallThatGoesOn_NeedsNoGrace()
    {
        for (var client = 1; client <= 4; client++)
        {
            Reserve(client, $"{client}");
        }

        Assert.True(_ledger.HasRoomFor("call_x"));
        Assert.Equal(ReserveVerdict.Taken, _ledger.TryReserve(Request("x", 9, 9, generation: 2) with { HadCaller = true }));
        Assert.Equal(JoinVerdict.NoCall, Join("1"));
        Assert.Equal(ReserveVerdict.Full, Reserve(client: 8, "e"));
    }

    [Fact]
    public void TryReserve_AgentsOfMovedCallsAreNotYetGone_NewCallsWait()
    {
        Reserve(client: 1, "a", "b", "c");
        Join("a");
        _ledger.Joined("call_a");
        _ledger.Hold("agent", new Dictionary<string, int> { ["call_a"] = 1 });
        Assert.Equal(ReserveVerdict.Taken, _ledger.TryReserve(Request("a", 1, 1, generation: 2)));

        Assert.Equal(ReserveVerdict.Full, Reserve(client: 2, "e"));
        _ledger.Hold("agent", new Dictionary<string, int>());
        Assert.Equal(ReserveVerdict.Taken, Reserve(client: 2, "e"));
    }

    private ReserveVerdict Reserve(int client, params string[] calls) => Reserve(client, client, calls);

    private ReserveVerdict Reserve(int client, int network, params string[] calls) => calls.Select(call => _ledger.TryReserve(Request(call, client, network))).ToArray()[^1];

    private SlotRequest Request(string call, int client, int network, int generation = 1) =>
        new(new CallRoom("call_" + call, generation), call, _time.GetUtcNow() + TimeSpan.FromSeconds(60), new CallOwner(client, network, "tenant"));

    private JoinVerdict Join(string call) => _ledger.BeginJoin("call_" + call, call, proven: false, expired: false);
}
