using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.Gateway;

/// <summary>
/// LiveKit, two workers, callers and the gateway's handlers as a model that moves in small steps, one at a time; the ledger is
/// the real one. A gateway that restarts has forgotten everything and learns the rooms from LiveKit.
/// </summary>
/// <remarks>
/// What is taken for granted: the gateway is the only way to LiveKit, what a dead gateway had sent arrives before the next one
/// asks for the rooms or never, and what a gateway gave up arrives before <see cref="SlotLedger.ExpiryGrace"/> is over or never.
/// </remarks>
internal sealed partial class SimulatedRegion
{
    public const int Slots = 6;

    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private SlotLedger _ledger;
    private int _process;

    public SimulatedRegion() => _ledger = NewLedger();

    /// <summary>The first thing that went wrong; null while nothing did.</summary>
    public string? Violation { get; private set; }

    public int Admitted { get; private set; }

    public int Crashes { get; private set; }

    public SlotCounts Count() => _ledger.Count();

    /// <returns>Whether the step was possible; if not, nothing happened.</returns>
    public bool Apply(RegionStep step)
    {
        var done = step.Act switch
        {
            RegionAct.Ask => Ask(step.N),
            RegionAct.Resume => Resume(step.N, step.M),
            RegionAct.Retry => Retry(step.N, step.M),
            RegionAct.Reserve => Reserve(step.N),
            RegionAct.Answer => Answer(step.N),
            RegionAct.Cancel => Cancel(step.N),
            RegionAct.Ahead => Ahead(step.N, step.M),
            RegionAct.Join => Join(step.N, step.M, proven: false),
            RegionAct.Return => Join(step.N, step.M, proven: true),
            RegionAct.Reach => Reach(step.N),
            RegionAct.Opened => Opened(step.N),
            RegionAct.Lose => Lose(step.N),
            RegionAct.Close => Close(Room(step.N, step.M)),
            RegionAct.List => List(),
            RegionAct.Read => Read(),
            RegionAct.Observe => Observe(),
            RegionAct.Miss => Miss(),
            RegionAct.Report => Report(step.N),
            RegionAct.Die => Die(step.N),
            RegionAct.Replace => Replace(step.N, Room(step.M, step.K)),
            RegionAct.Delete => Delete(Room(step.N, step.M)),
            RegionAct.Release => Release(Room(step.N, step.M)),
            RegionAct.Sweep => Sweep(),
            RegionAct.Restart => Restart(),
            RegionAct.Down => Down(),
            RegionAct.Up => Up(),
            _ => Tick(step.N),
        };
        Check();
        return done;
    }

    /// <summary>Everybody hangs up, what is under way ends, and every token runs out: every slot must be free, and usable.</summary>
    public void Settle()
    {
        Up();
        _openings.FindAll(opening => !opening.GivenUp).ForEach(opening => Lose(opening.Id));
        _rooms.Clear();
        _list = null;
        for (var round = 0; round < 2; round++)
        {
            _ = List() && Read() && Observe();
            Tick(600);
        }

        _ = List() && Read() && Observe();
        Expect(_ledger.Count() == new SlotCounts(Slots, 0, 0), $"{_ledger.Count()} when all is over");
        Expect(_ledger.SupersededRooms(joinedElsewhere: false).Count == 0, "rooms of moved calls are kept when all is over");
        for (var fresh = 0; fresh < Slots; fresh++)
        {
            var request = new SlotRequest(new CallRoom($"call_fresh{fresh}", 1), "fresh", _time.GetUtcNow() + TimeSpan.FromSeconds(60));
            Expect(_ledger.TryReserve(request) == ReserveVerdict.Taken, "a free slot is refused");
        }
    }

    private static CallRoom Room(int call, int generation) => new($"call_{call}", generation);

    private bool Restart()
    {
        Crashes++;
        _process++;
        _ledger = NewLedger();
        _openings.Clear();
        _requests.RemoveAll(request => !request.Answered);
        _deleted.Clear();
        _list = null;
        _listed = false;
        return true;
    }

    private bool Tick(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        var now = _time.GetUtcNow();
        _openings.RemoveAll(opening => opening.GivenUp && now - opening.At >= SlotLedger.ExpiryGrace);
        // Their callers try no longer.
        _requests.RemoveAll(request => now - request.At > TimeSpan.FromSeconds(120));
        return true;
    }

    private void Check()
    {
        var calls = _rooms.Keys.Select(room => CallRoom.Parse(room)!.Value.CallId).Distinct().Count();
        Expect(calls <= Slots, $"{calls} calls run on {Slots} slots");
        var counts = _ledger.Count();
        Expect(counts.Reserved + counts.Active <= Slots, $"{counts} for {Slots} slots");
    }

    private void Expect(bool holds, string violation) => Violation ??= holds ? null : violation;

    private SlotLedger NewLedger() => new(Options.Create(new GatewayOptions { Slots = Slots }), _time);
}
