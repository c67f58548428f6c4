using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.Gateway;

public sealed class SlotLedgerTests
{
    private static readonly HashSet<string> s_none = [];

    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Observe_ReservedTokenExpiredUnused_GivesSlotBackAfterGrace()
    {
        var ledger = Create(1);
        Assert.True(Reserve(ledger, "call_a"));
        Assert.False(Reserve(ledger, "call_b"));

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, List(ledger, s_none));
        _time.Advance(SlotLedger.ExpiryGrace);
        Assert.Equal(1, List(ledger, s_none));

        Assert.True(Reserve(ledger, "call_b"));
    }

    [Fact]
    public void Observe_RoomSeenThenGone_GivesSlotBackAtOnce()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a");
        Join(ledger, "call_a");
        List(ledger, new HashSet<string> { "call_a" });

        Assert.Equal(1, List(ledger, s_none));
    }

    [Fact]
    public void Observe_JoinedButNeverListed_WaitsForTheRoomToAppear()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a");
        Join(ledger, "call_a");

        Assert.Equal(0, List(ledger, s_none));
        _time.Advance(SlotLedger.AppearGrace);
        Assert.Equal(1, List(ledger, s_none));
    }

    [Fact]
    public void Observe_JoinUnderWayWhenTokenExpires_KeepsSlot()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a");
        Assert.Equal(JoinVerdict.First, ledger.BeginJoin("call_a", "call_a-token", proven: false, expired: false));

        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, List(ledger, s_none));
        ledger.JoinFailed("call_a", JoinVerdict.First);
        Assert.Equal(0, List(ledger, s_none));
        _time.Advance(SlotLedger.ExpiryGrace);
        Assert.Equal(1, List(ledger, s_none));
    }

    [Fact]
    public void Observe_RoomsAfterLiveKitWasAway_LeavesTimeToReturnOnceOnly()
    {
        var ledger = Create(1);
        List(ledger, new HashSet<string> { "call_a" });

        for (var failure = 0; failure < 3; failure++)
        {
            ledger.Interrupted();
            Assert.Equal(0, List(ledger, s_none));
            _time.Advance(SlotLedger.RejoinGrace / 3);
        }

        Assert.Equal(1, List(ledger, s_none));
    }

    [Fact]
    public void Observe_RoomsOfAnEarlierProcess_AreAdoptedAboveCapacityAndAdmitNobody()
    {
        var ledger = Create(1);

        List(ledger, new HashSet<string> { "call_a", "call_b", "lobby" });

        Assert.Equal(new SlotCounts(1, 0, 2), ledger.Count());
        Assert.Equal(0, ledger.Count().Free);
        Assert.False(Reserve(ledger, "call_c"));
        Assert.Equal(JoinVerdict.AlreadyUsed, ledger.BeginJoin("call_a", "any-token", proven: false, expired: false));
        Assert.Equal(JoinVerdict.Resume, ledger.BeginJoin("call_a", "any-token", proven: true, expired: true));
    }

    [Fact]
    public void TryReserve_WorkerHasFewerSlots_FollowsTheWorker()
    {
        var ledger = Create(10);
        ledger.SetWorkerSlots(2);

        Assert.True(Reserve(ledger, "call_a"));
        Assert.True(Reserve(ledger, "call_b"));
        Assert.False(Reserve(ledger, "call_c"));
    }

    [Fact]
    public void BeginJoin_OwnTokenTwice_IsRefusedUnlessProven()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a");

        Assert.Equal(JoinVerdict.Expired, ledger.BeginJoin("call_a", "call_a-token", proven: false, expired: true));
        Assert.Equal(JoinVerdict.First, ledger.BeginJoin("call_a", "call_a-token", proven: false, expired: false));
        Assert.Equal(JoinVerdict.InProgress, ledger.BeginJoin("call_a", "call_a-token", proven: false, expired: false));
        ledger.JoinFailed("call_a", JoinVerdict.First);
        Join(ledger, "call_a");
        Assert.Equal(JoinVerdict.AlreadyUsed, ledger.BeginJoin("call_a", "call_a-token", proven: false, expired: false));
        Assert.Equal(JoinVerdict.Resume, ledger.BeginJoin("call_a", "call_a-token", proven: true, expired: true));
    }

    [Fact]
    public void BeginJoin_TokenRenewedByLiveKit_NeedsACallThatGoesOn()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a");

        Assert.Equal(JoinVerdict.NoCall, ledger.BeginJoin("call_a", null, proven: true, expired: false));
        Join(ledger, "call_a");
        Assert.Equal(JoinVerdict.AlreadyUsed, ledger.BeginJoin("call_a", null, proven: false, expired: false));
        Assert.Equal(JoinVerdict.Resume, ledger.BeginJoin("call_a", null, proven: true, expired: false));
        Assert.Equal(JoinVerdict.Expired, ledger.BeginJoin("call_a", null, proven: true, expired: true));
        Assert.Equal(JoinVerdict.NoCall, ledger.BeginJoin("call_b", null, proven: true, expired: false));
    }

    [Fact]
    public void Capacity_PortsForFewerCalls_FollowsThePorts() =>
        Assert.Equal(2, new SlotLedger(Options.Create(new GatewayOptions { Slots = 10, RtcPorts = 11 }), _time).Count().Capacity);

    [Fact]
    public void TryReserve_NextGenerationInAFullRegion_TakesTheCallsOwnSlotAlong()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a");
        Join(ledger, "call_a");
        List(ledger, new HashSet<string> { "call_a" });
        Assert.False(ledger.HasRoomFor("call_b"));
        Assert.True(ledger.HasRoomFor("call_a"));

        Assert.True(Reserve(ledger, "call_a", generation: 2));
        Assert.Equal(new SlotCounts(1, 1, 0), ledger.Count());
        Assert.Equal(JoinVerdict.NoCall, ledger.BeginJoin("call_a", "call_a-token", proven: true, expired: false));
        Assert.Equal(["call_a"], ledger.SupersededRooms(joinedElsewhere: false));

        List(ledger, new HashSet<string> { "call_a", "call_a.2" });
        Assert.Equal(new SlotCounts(1, 0, 1), ledger.Count());
        Assert.Equal(0, List(ledger, new HashSet<string> { "call_a.2" }));
        Assert.Empty(ledger.SupersededRooms(joinedElsewhere: false));
    }

    [Fact]
    public void Cancel_NextGeneration_GivesTheSlotBackToTheOneBefore()
    {
        var ledger = Create(1);
        List(ledger, new HashSet<string> { "call_a" });
        Reserve(ledger, "call_a", generation: 2);

        ledger.Cancel("call_a.2", "call_a-token");

        Assert.Equal(new SlotCounts(1, 0, 1), ledger.Count());
        Assert.Equal(1, ledger.Find("call_a")!.Generation);
    }

    [Fact]
    public void TryReserve_SameGenerationAgain_ReplacesTheTokenOfTheLostAnswer()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a", generation: 2);
        var again = new SlotRequest(new CallRoom("call_a", 2), "second", _time.GetUtcNow() + TimeSpan.FromSeconds(60));

        Assert.Equal(ReserveVerdict.Taken, ledger.TryReserve(again));
        Assert.Equal(JoinVerdict.AlreadyUsed, ledger.BeginJoin("call_a.2", "call_a-token", proven: false, expired: false));
        Assert.Equal(JoinVerdict.First, ledger.BeginJoin("call_a.2", "second", proven: false, expired: false));
        Assert.Equal(ReserveVerdict.InUse, ledger.TryReserve(again));
    }

    [Fact]
    public void HolderDied_ItsCallsKeepTheirSlotsAsOrphans()
    {
        var ledger = Create(2);
        List(ledger, new HashSet<string> { "call_a", "call_b" });
        ledger.Hold("worker", new Dictionary<string, int> { ["call_a"] = 1 });
        Assert.Equal(["call_b"], ledger.Orphans(TimeSpan.Zero).Select(lease => lease.Call.CallId));

        Assert.Equal(["call_a"], ledger.HolderDied("worker").Select(lease => lease.Call.CallId));

        Assert.Equal(2, ledger.Count().Active);
        ledger.Advance("call_a", 2);
        ledger.Hold("old worker", new Dictionary<string, int> { ["call_a"] = 1 });
        Assert.Null(ledger.Find("call_a")!.Holder);
        ledger.Hold("new worker", new Dictionary<string, int> { ["call_a"] = 2 });
        Assert.Equal("new worker", ledger.Find("call_a")!.Holder);
    }

    [Fact]
    public void Cancel_AnotherRequestHasATokenOrTheRoomMayBeThere_KeepsTheSlot()
    {
        var ledger = Create(3);
        Reserve(ledger, "call_a", generation: 2);
        ledger.TryReserve(new SlotRequest(new CallRoom("call_a", 2), "second", _time.GetUtcNow() + TimeSpan.FromSeconds(60)));
        Reserve(ledger, "call_b");
        Assert.Equal(JoinVerdict.First, ledger.BeginJoin("call_b", "call_b-token", proven: false, expired: false));
        ledger.JoinFailed("call_b", JoinVerdict.First);
        Reserve(ledger, "call_c");

        ledger.Cancel("call_a.2", "call_a-token");
        ledger.Cancel("call_a.2", "second");
        ledger.Cancel("call_b", "call_b-token");
        ledger.Cancel("call_c", "of another request");

        Assert.Equal(3, ledger.Count().Reserved);
    }

    [Fact]
    public void Observe_ListAskedForBeforeTheJoinWasAnswered_DoesNotEndIt()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a");
        var question = ledger.Ask();
        Join(ledger, "call_a");
        _time.Advance(SlotLedger.AppearGrace);

        Assert.Equal(0, ledger.Observe(question, s_none));
        Assert.Equal(1, List(ledger, s_none));
    }

    [Fact]
    public void Observe_CallerIsOnTheWayBack_KeepsTheSlotUntilThatHasEnded()
    {
        var ledger = Create(1);
        List(ledger, new HashSet<string> { "call_a" });
        Assert.Equal(JoinVerdict.Resume, ledger.BeginJoin("call_a", "its-token", proven: true, expired: false));

        Assert.Equal(0, List(ledger, s_none));
        ledger.JoinFailed("call_a", JoinVerdict.Resume);
        Assert.Equal(0, List(ledger, s_none));
        _time.Advance(SlotLedger.ExpiryGrace);
        Assert.Equal(1, List(ledger, s_none));
    }

    [Fact]
    public void Observe_AgentIsOnTheWayToTheRoom_KeepsTheSlotUntilThatHasEnded()
    {
        var ledger = Create(1);
        List(ledger, new HashSet<string> { "call_a" });
        Assert.True(ledger.BeginOpening("call_a"));

        Assert.Equal(0, List(ledger, s_none));
        ledger.EndOpening("call_a", OpeningEnd.Answered);
        _time.Advance(SlotLedger.ExpiryGrace);
        Assert.Equal(1, List(ledger, s_none));
        Assert.False(ledger.BeginOpening("call_a"));
    }

    [Fact]
    public void EndOpening_NobodyListenedAtLiveKit_GivesTheSlotBackAtOnce()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a");
        Assert.True(ledger.BeginOpening("call_a"));

        ledger.EndOpening("call_a", OpeningEnd.NotSent);

        Assert.Equal(new SlotCounts(1, 0, 0), ledger.Count());
    }

    [Fact]
    public void EndOpening_NobodyListenedTheSecondTime_KeepsWhatTheFirstRequestMayHaveMade()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a");
        Assert.True(ledger.BeginOpening("call_a"));
        ledger.EndOpening("call_a", OpeningEnd.GivenUp);
        Assert.True(ledger.BeginOpening("call_a"));

        ledger.EndOpening("call_a", OpeningEnd.NotSent);

        Assert.Equal(new SlotCounts(1, 1, 0), ledger.Count());
    }

    [Fact]
    public void Observe_TwoRoomsOfACallAfterARestart_AreOneSlot()
    {
        var ledger = Create(2);

        List(ledger, new HashSet<string> { "call_a.3", "call_a", "call_a.2" });

        Assert.Equal(new SlotCounts(2, 0, 1), ledger.Count());
        Assert.Equal(3, ledger.Find("call_a")!.Call.Generation);
    }

    [Fact]
    public void Release_RoomThatAListAskedForEarlierStillHas_IsNotAdoptedAgain()
    {
        var ledger = Create(1);
        List(ledger, new HashSet<string> { "call_a" });
        var question = ledger.Ask();

        ledger.Release(ledger.Ask(), "call_a");

        Assert.Equal(1, ledger.Count().Free);
        ledger.Observe(question, new HashSet<string> { "call_a" });
        Assert.Equal(1, ledger.Count().Free);
        List(ledger, new HashSet<string> { "call_a" });
        Assert.Equal(0, ledger.Count().Free);
    }

    [Fact]
    public void Release_CallerCameBackMeanwhile_KeepsTheSlot()
    {
        var ledger = Create(1);
        List(ledger, new HashSet<string> { "call_a" });
        var question = ledger.Ask();
        Assert.Equal(JoinVerdict.Resume, ledger.BeginJoin("call_a", "its-token", proven: true, expired: false));
        ledger.Joined("call_a");

        ledger.Release(question, "call_a");

        Assert.Equal(1, ledger.Count().Active);
    }

    [Fact]
    public void Release_NextGeneration_GivesTheSlotBackToTheOneBeforeWhoseRoomIsThere()
    {
        var ledger = Create(1);
        List(ledger, new HashSet<string> { "call_a" });
        Reserve(ledger, "call_a", generation: 2);
        List(ledger, new HashSet<string> { "call_a", "call_a.2" });

        ledger.Release(ledger.Ask(), "call_a.2");

        Assert.Equal(new SlotCounts(1, 0, 1), ledger.Count());
        Assert.False(Reserve(ledger, "call_b"));
    }

    [Fact]
    public void TryReserve_OlderGenerationThanTheCallHas_IsInUseAndLeavesTheYoungerAlone()
    {
        var ledger = Create(2);
        Reserve(ledger, "call_a", generation: 3);

        Assert.Equal(ReserveVerdict.InUse, ledger.TryReserve(new SlotRequest(new CallRoom("call_a", 2), "late", _time.GetUtcNow() + TimeSpan.FromSeconds(60))));
        Assert.Equal(JoinVerdict.First, ledger.BeginJoin("call_a.3", "call_a-token", proven: false, expired: false));
    }

    [Fact]
    public void TryReserve_AgainWhileAListIsOnItsWay_HoldsTheSlotForTheSecondToken()
    {
        var ledger = Create(1);
        Reserve(ledger, "call_a", generation: 2);
        List(ledger, new HashSet<string> { "call_a.2" });
        var question = ledger.Ask();

        Assert.True(Reserve(ledger, "call_a", generation: 2));
        ledger.Observe(question, new HashSet<string> { "call_a.2" });

        Assert.Equal(0, List(ledger, s_none));
        Assert.Equal(JoinVerdict.First, ledger.BeginJoin("call_a.2", "call_a-token", proven: false, expired: false));
    }

    [Fact]
    public void Observe_WallClockIsSetMeanwhile_KeepsTheSlotAsLongAsItWasGranted()
    {
        var ledger = Create(2);
        Reserve(ledger, "call_a");
        _time.SetWallClock(TimeSpan.FromHours(1));
        Assert.Equal(0, List(ledger, s_none));
        Reserve(ledger, "call_b");
        _time.SetWallClock(TimeSpan.FromHours(-2));

        _time.Advance(TimeSpan.FromSeconds(60) + SlotLedger.ExpiryGrace);

        Assert.Equal(2, List(ledger, s_none));
    }

    [Fact]
    public void HolderDied_WallClockIsSetMeanwhile_AgeIsWhatPassed()
    {
        var ledger = Create(1);
        List(ledger, new HashSet<string> { "call_a" });
        _time.SetWallClock(TimeSpan.FromHours(1));
        Assert.Empty(ledger.Orphans(TimeSpan.FromSeconds(1)));
        _time.SetWallClock(TimeSpan.FromHours(-2));
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(3), ledger.Age(ledger.Orphans(TimeSpan.FromSeconds(3)).Single()));
    }

    [Fact]
    public async Task TryReserve_FromManyThreadsAtOnce_TakesEverySlotOnce()
    {
        const int Threads = 8;
        var ledger = Create(100);
        using var start = new Barrier(Threads);

        var taken = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            return Enumerable.Range(0, 100).Count(call => Reserve(ledger, $"call_{thread}_{call}"));
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(100, taken.Sum());
        Assert.Equal(new SlotCounts(100, 100, 0), ledger.Count());
    }

    private SlotLedger Create(int slots) => new(Options.Create(new GatewayOptions { Slots = slots }), _time);

    private bool Reserve(SlotLedger ledger, string call, int generation = 1) => ledger.TryReserve(new SlotRequest(new CallRoom(call, generation), call + "-token", _time.GetUtcNow() + TimeSpan.FromSeconds(60))) == ReserveVerdict.Taken;

    private static int List(SlotLedger ledger, IReadOnlySet<string> rooms) => ledger.Observe(ledger.Ask(), rooms);

    private static void Join(SlotLedger ledger, string call)
    {
        Assert.Equal(JoinVerdict.First, ledger.BeginJoin(call, call + "-token", proven: false, expired: false));
        ledger.Joined(call);
    }
}
