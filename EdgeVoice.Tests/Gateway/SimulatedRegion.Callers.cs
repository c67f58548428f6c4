using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Requests for calls and joins of callers, on their way through the gateway.</summary>
internal sealed partial class SimulatedRegion
{
    private const int Clients = 4;
    private const int Networks = 2;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(60);

    private readonly List<Request> _requests = [];
    private readonly List<Opening> _openings = [];
    private readonly Dictionary<int, Fence> _fences = [];
    private readonly Dictionary<CallRoom, DateTimeOffset> _takenAt = [];

    internal List<Request> RequestsFor(RegionAct act) => _requests.FindAll(request => act switch
    {
        RegionAct.Reserve => request.Verdict is null,
        RegionAct.Answer or RegionAct.Cancel or RegionAct.Ahead => request is { Verdict: not null, Answered: false },
        RegionAct.Retry => request.Generation > 1,
        _ => request.Answered,
    });

    internal List<Opening> OpeningsFor(RegionAct act) => _openings.FindAll(opening => act switch
    {
        RegionAct.Reach => !opening.Reached,
        RegionAct.Opened => opening is { Reached: true, GivenUp: false },
        _ => !opening.GivenUp,
    });

    private bool Ask(int id) => Add(id, id, new Fence(1, id));

    private bool Resume(int id, int of) =>
        Find(of) is { Answered: true } known && Add(id, known.Call, new Fence(_fences[known.Call].Generation + 1, id));

    private bool Retry(int id, int of) =>
        Find(of) is { Generation: > 1 } known && _fences[known.Call] is var fence && fence.Attempt == known.Attempt && Add(id, known.Call, fence);

    private bool Add(int id, int call, Fence fence)
    {
        if (!_listed || Find(id) is not null)
        {
            return false;
        }

        _fences[call] = fence;
        _requests.Add(new Request(id, call, fence.Generation, fence.Attempt) { At = _time.GetUtcNow() });
        return true;
    }

    private bool Reserve(int id)
    {
        if (Find(id) is not { Verdict: null } request)
        {
            return false;
        }

        request.At = _time.GetUtcNow();
        request.Process = _process;
        var hadCaller = request.Generation > 1 && _rooms.Keys.Any(room => CallRoom.Parse(room)!.Value.CallId == request.Room.CallId);
        var granted = _requests.FindAll(other => other.IsGood && _ledger.FindRoom(other.Room.Name) is not null);
        var isNew = _ledger.FindRoom(request.Room.Name) is null;
        request.Verdict = _ledger.TryReserve(new SlotRequest(
            request.Room, request.Token, request.At + s_lifetime, new CallOwner(request.Call % Clients, request.Call % Networks, "tenant"), hadCaller));
        if (request.Verdict == ReserveVerdict.Taken && isNew)
        {
            _takenAt[request.Room] = request.At;
        }

        foreach (var other in granted.Where(other => _ledger.FindRoom(other.Room.Name) is null))
        {
            // A second grant of the same slot makes it no younger.
            Expect(_takenAt.Remove(other.Room, out var taken) && (hadCaller || request.At - taken >= TimeSpan.FromSeconds(1)) && !_rooms.ContainsKey(other.Room.Name) && !_openings.Exists(opening => opening.Room == other.Room), $"{other.Room.Name} had to give way, though its caller is on the way");
            other.IsGood = false;
        }

        if (request.Verdict != ReserveVerdict.Taken)
        {
            return _requests.Remove(request);
        }

        Admitted++;
        request.IsGood = true;
        foreach (var other in _requests.Where(other => other.Call == request.Call && other != request && other.Generation <= request.Generation))
        {
            other.IsGood = false;
        }

        return true;
    }

    private bool Answer(int id) => Find(id) is { Verdict: not null, Answered: false } request && (request.Answered = true);

    private bool Cancel(int id)
    {
        if (Find(id) is not { Verdict: not null, Answered: false, WasAhead: false } request)
        {
            return false;
        }

        _ledger.Cancel(request.Room.Name, request.Token);
        return _requests.Remove(request);
    }

    private bool Ahead(int id, int of)
    {
        if (Find(of) is not { Verdict: not null, Answered: false, WasAhead: false, Generation: > 1 } request || _openings.Exists(opening => opening.Id == id))
        {
            return false;
        }

        return request.WasAhead = Send(id, request.Room);
    }

    private bool Join(int id, int of, bool proven)
    {
        if (Find(of) is not { Answered: true } request || _openings.Exists(opening => opening.Id == id))
        {
            return false;
        }

        var expired = _time.GetUtcNow() >= request.At + s_lifetime;
        var verdict = _ledger.BeginJoin(request.Room.Name, request.Token, proven, expired);
        Expect(!request.IsGood || expired || request.Process != _process || verdict is JoinVerdict.First or JoinVerdict.InProgress,
            $"the token of {request.Room.Name} is refused ({verdict}), though it was granted, is not used and not out of date");
        if (verdict is JoinVerdict.First or JoinVerdict.Resume)
        {
            _openings.Add(new Opening(id, request.Room, verdict));
        }

        return true;
    }

    private bool Reach(int id)
    {
        if (_openings.Find(opening => opening.Id == id) is not { Reached: false } opening || !MakeRoom(opening.Room))
        {
            return false;
        }

        opening.Reached = true;
        return !opening.GivenUp || _openings.Remove(opening);
    }

    private bool Opened(int id)
    {
        if (_openings.Find(opening => opening.Id == id) is not { Reached: true, GivenUp: false } opening)
        {
            return false;
        }

        if (opening.Verdict is null)
        {
            _ledger.EndOpening(opening.Room.Name, OpeningEnd.Answered);
        }
        else
        {
            Disturb(request => request.Room == opening.Room);
            _ledger.Joined(opening.Room.Name);
        }

        return _openings.Remove(opening);
    }

    private bool Lose(int id)
    {
        if (_openings.Find(opening => opening.Id == id) is not { GivenUp: false } opening)
        {
            return false;
        }

        (opening.GivenUp, opening.At) = (true, _time.GetUtcNow());
        if (opening.Verdict is { } verdict)
        {
            _ledger.JoinFailed(opening.Room.Name, verdict);
        }
        else
        {
            _ledger.EndOpening(opening.Room.Name, OpeningEnd.GivenUp);
        }

        return !opening.Reached || _openings.Remove(opening);
    }

    // A gateway that finds the slot gone does not ask LiveKit.
    private bool Send(int id, CallRoom room)
    {
        if (!_ledger.BeginOpening(room.Name))
        {
            return false;
        }

        _openings.Add(new Opening(id, room, null));
        return true;
    }

    private Request? Find(int id) => _requests.Find(request => request.Id == id);

    private readonly record struct Fence(int Generation, int Attempt);

    /// <summary>One request for a token, and then its caller, who has the token.</summary>
    internal sealed class Request(int id, int call, int generation, int attempt)
    {
        public int Id => id;

        public int Call => call;

        public int Generation => generation;

        public int Attempt => attempt;

        public CallRoom Room => SimulatedRegion.Room(call, generation);

        public string Token => $"token-{id}";

        public DateTimeOffset At { get; set; }

        /// <summary>The gateway that granted it.</summary>
        public int Process { get; set; }

        public ReserveVerdict? Verdict { get; set; }

        public bool Answered { get; set; }

        public bool WasAhead { get; set; }

        /// <summary>Nothing happened since the grant that ends it: no younger grant, no use, and its room was not closed.</summary>
        public bool IsGood { get; set; }
    }

    /// <summary>What the gateway let pass or sent to LiveKit, and makes the room there: a join (with its verdict), or an agent that is sent.</summary>
    internal sealed class Opening(int id, CallRoom room, JoinVerdict? verdict)
    {
        public int Id => id;

        public CallRoom Room => room;

        public JoinVerdict? Verdict => verdict;

        public bool Reached { get; set; }

        public bool GivenUp { get; set; }

        public DateTimeOffset At { get; set; }
    }
}
