using EdgeVoice.Gateway.Recovery;
using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Tests.Gateway;

/// <summary>LiveKit's rooms, the agents in them, and what the gateway hears of both.</summary>
internal sealed partial class SimulatedRegion
{
    internal const int Workers = 2;

    // By name, with the worker that has the room (none before its agent came); ordered, so that a history does not depend on hashes.
    private readonly SortedDictionary<string, int?> _rooms = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, RoomsQuestion> _deleted = new(StringComparer.Ordinal);
    private HashSet<string>? _answer;
    private RoomsQuestion? _list;
    private bool _listed;
    private bool _down;

    internal List<CallRoom> RoomsFor(RegionAct act) =>
        act is RegionAct.Replace
            // Found without an agent a while ago; what became of it since is not known.
            ? _requests.FindAll(request => request.Answered).ConvertAll(request => request.Room)
            : [.. (act is RegionAct.Release ? _deleted.Keys : (IEnumerable<string>)_rooms.Keys).Select(room => CallRoom.Parse(room)!.Value)];

    private bool MakeRoom(CallRoom room)
    {
        if (_down)
        {
            return false;
        }

        _rooms.TryAdd(room.Name, Number(room) % (Workers + 1) is > 0 and var worker ? worker : null);
        return true;
    }

    private bool Close(CallRoom room)
    {
        if (!_rooms.Remove(room.Name))
        {
            return false;
        }

        Disturb(request => request.Room == room);
        return true;
    }

    private bool List()
    {
        if (_list is not null)
        {
            return false;
        }

        (_list, _answer) = (_ledger.Ask(), null);
        return true;
    }

    private bool Read()
    {
        if (_list is null || _answer is not null || _down)
        {
            return false;
        }

        _answer = [.. _rooms.Keys];
        return true;
    }

    private bool Observe()
    {
        if (_list is not { } question || _answer is null)
        {
            return false;
        }

        _ledger.Observe(question, _answer);
        (_list, _answer, _listed) = (null, null, true);
        return true;
    }

    private bool Miss()
    {
        if (_list is null)
        {
            return false;
        }

        _ledger.Interrupted();
        (_list, _answer) = (null, null);
        return true;
    }

    private bool Report(int worker)
    {
        _ledger.Hold(Name(worker), _rooms.Where(room => room.Value == worker).ToDictionary(room => room.Key, room => CallRoom.Parse(room.Key)!.Value.Generation));
        return true;
    }

    private bool Die(int worker)
    {
        Crashes++;
        _ledger.HolderDied(Name(worker));
        foreach (var room in _rooms.Where(room => room.Value == worker).Select(room => room.Key).ToArray())
        {
            _rooms[room] = null;
        }

        return true;
    }

    private bool Replace(int id, CallRoom room)
    {
        var call = Number(room);
        if (_openings.Exists(opening => opening.Id == id) || !_fences.TryGetValue(call, out var fence))
        {
            return false;
        }

        _fences[call] = new Fence(fence.Generation + 1, id);
        _ledger.Advance(room.Name, fence.Generation + 1);
        // The generation is taken, whether the slot is there or not.
        _ = Send(id, room);
        return true;
    }

    private bool Delete(CallRoom room)
    {
        if (_down || _deleted.ContainsKey(room.Name) || _ledger.Orphans(OrphanRecovery.CloseAfter).All(orphan => orphan.Call != room))
        {
            return false;
        }

        _deleted[room.Name] = _ledger.Ask();
        Close(room);
        return true;
    }

    private bool Release(CallRoom room)
    {
        if (!_deleted.Remove(room.Name, out var question))
        {
            return false;
        }

        Disturb(request => request.Room == room);
        _ledger.Release(question, room.Name);
        return true;
    }

    private bool Sweep()
    {
        var rooms = _down ? [] : _ledger.SupersededRooms(joinedElsewhere: true);
        return rooms.Select(room => Close(CallRoom.Parse(room)!.Value)).ToArray().Any(closed => closed);
    }

    private bool Down()
    {
        if (_down)
        {
            return false;
        }

        Crashes++;
        _down = true;
        _rooms.Clear();
        Disturb(_ => true);
        _openings.RemoveAll(opening => opening.GivenUp);
        return true;
    }

    private bool Up()
    {
        var was = _down;
        _down = false;
        return was;
    }

    // What the caller was promised no longer holds: the room was there and is gone.
    private void Disturb(Predicate<Request> which)
    {
        foreach (var request in _requests.FindAll(which))
        {
            request.IsGood = false;
        }
    }

    private static string Name(int worker) => $"worker-{worker}";

    internal static int Number(CallRoom room) => int.Parse(room.CallId.AsSpan(CallRoom.Prefix.Length), System.Globalization.CultureInfo.InvariantCulture);
}
