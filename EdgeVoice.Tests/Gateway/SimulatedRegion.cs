using System.Collections.Concurrent;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.Gateway;

/// <summary>
/// LiveKit, two workers and callers as a model; the gateway's ledger is the real one. Every caller holds its token and may
/// use it once, late, or never. A gateway that restarts has forgotten everything and learns the rooms from LiveKit.
/// </summary>
internal sealed class SimulatedRegion
{
    public const int Slots = 6;

    private static readonly string[] s_workers = ["worker-1", "worker-2"];

    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly ConcurrentDictionary<CallRoom, string> _tokens = new();
    private readonly ConcurrentDictionary<string, string?> _rooms = new();
    private readonly Lock _world = new();
    private SlotLedger _ledger;
    private int _calls;
    private int _admitted;
    private int _crashes;

    public SimulatedRegion(int seed)
    {
        _ledger = NewLedger();
        _ledger.Observe(new HashSet<string>());
        _calls = seed % 10;
    }

    public ConcurrentQueue<string> Violations { get; } = new();

    public int Admitted => _admitted;

    public int Crashes => _crashes;

    public SlotCounts Count() => _ledger.Count();

    public void Step(Random random)
    {
        switch (random.Next(16))
        {
            case < 5:
                AskForCall(random);
                break;
            case < 9:
                Join(random);
                break;
            case 9:
                HangUp(random);
                break;
            case 10:
                Resume(random);
                break;
            case 11:
                WorkersReport();
                break;
            case 12:
                WorkerDies(random);
                break;
            case 13:
                GatewayRestarts(random);
                break;
            case 14 when random.Next(4) == 0:
                LiveKitDies();
                break;
            default:
                Reconcile(random);
                break;
        }

        Check();
    }

    /// <summary>Everybody hangs up, and every token runs out.</summary>
    public void Settle()
    {
        _rooms.Clear();
        Reconcile(new Random(0));
        _time.Advance(TimeSpan.FromMinutes(10));
        Reconcile(new Random(0));
    }

    private void AskForCall(Random random) => Reserve(new CallRoom($"call_{Interlocked.Increment(ref _calls)}", 1), random);

    private void Resume(Random random)
    {
        if (Any(_rooms.Keys, random) is { } name && CallRoom.Parse(name) is { } call)
        {
            Reserve(call with { Generation = call.Generation + 1 }, random);
        }
    }

    private void Reserve(CallRoom call, Random random)
    {
        var token = Guid.NewGuid().ToString();
        var ledger = _ledger;
        if (ledger.TryReserve(new SlotRequest(call, token, _time.GetUtcNow() + TimeSpan.FromSeconds(60))) != ReserveVerdict.Taken)
        {
            return;
        }

        Interlocked.Increment(ref _admitted);
        switch (random.Next(6))
        {
            case 0:
                break; // The answer is lost: nobody has the token.
            case 1:
                ledger.Cancel(call.Name);
                break;
            default:
                _tokens[call] = token;
                break;
        }
    }

    private void Join(Random random)
    {
        if (Any(_tokens.Keys, random) is not { CallId: not null } call || !_tokens.TryRemove(call, out var token))
        {
            return;
        }

        // The upgrade and LiveKit's new room are one step here: between them only the gateway's death could come, which is the next one.
        lock (_world)
        {
            if (_ledger.BeginJoin(call.Name, token, returning: false, expired: false) != JoinVerdict.First)
            {
                return;
            }

            if (random.Next(5) > 0)
            {
                foreach (var older in _rooms.Keys.Where(room => CallRoom.Parse(room)!.Value.CallId == call.CallId))
                {
                    _rooms.TryRemove(older, out _);
                }

                _rooms[call.Name] = Any(s_workers, random);
                if (random.Next(6) > 0)
                {
                    _ledger.Joined(call.Name);
                }
            }

            _ledger.EndFirstJoin(call.Name);
        }
    }

    private void HangUp(Random random)
    {
        if (Any(_rooms.Keys, random) is { } room)
        {
            _rooms.TryRemove(room, out _);
        }
    }

    private void WorkersReport()
    {
        lock (_world)
        {
            foreach (var worker in s_workers)
            {
                _ledger.Hold(worker, _rooms.Where(room => room.Value == worker).ToDictionary(room => room.Key, room => CallRoom.Parse(room.Key)!.Value.Generation));
            }
        }
    }

    private void WorkerDies(Random random)
    {
        Interlocked.Increment(ref _crashes);
        lock (_world)
        {
            var worker = Any(s_workers, random)!;
            foreach (var orphan in _ledger.HolderDied(worker))
            {
                // Half of them find another worker; the others wait until the caller leaves.
                if (random.Next(2) == 0 && _rooms.ContainsKey(orphan.Call.Name))
                {
                    _ledger.Advance(orphan.Call.Name, orphan.Generation + 1);
                    _rooms[orphan.Call.Name] = s_workers.First(other => other != worker);
                }
            }
        }
    }

    private void GatewayRestarts(Random random)
    {
        Interlocked.Increment(ref _crashes);
        lock (_world)
        {
            _ledger = NewLedger();
            Reconcile(random, always: true);
        }
    }

    private void LiveKitDies()
    {
        Interlocked.Increment(ref _crashes);
        lock (_world)
        {
            _rooms.Clear();
            _ledger.Interrupted();
        }
    }

    private void Reconcile(Random random, bool always = false)
    {
        lock (_world)
        {
            if (!always && random.Next(5) == 0)
            {
                _ledger.Interrupted();
            }
            else
            {
                _ledger.Observe(_rooms.Keys.ToHashSet());
            }

            _time.Advance(TimeSpan.FromSeconds(random.Next(12)));
        }
    }

    private void Check()
    {
        lock (_world)
        {
            var calls = _rooms.Keys.Select(room => CallRoom.Parse(room)!.Value.CallId).Distinct().Count();
            if (calls > Slots)
            {
                Violations.Enqueue($"{calls} calls run on {Slots} slots");
            }

            if (_ledger.Count() is var counts && counts.Reserved + counts.Active > Slots)
            {
                Violations.Enqueue($"{counts} for {Slots} slots");
            }
        }
    }

    private SlotLedger NewLedger() => new(Options.Create(new GatewayOptions { Slots = Slots }), _time);

    private static T? Any<T>(IEnumerable<T> from, Random random) => from.ToArray() is { Length: > 0 } all ? all[random.Next(all.Length)] : default;
}
