using EdgeVoice.Agent.Audio;

namespace EdgeVoice.Tests.Agent.Turns.Sequences;

/// <summary>What the caller hears: items one after the other in real time; one that is not complete holds up those behind it, as in the real queue.</summary>
internal sealed class SimulatedPlayout
{
    private readonly List<Item> _items = [];

    private TimeSpan _at;

    /// <summary>When the last sound ended.</summary>
    public TimeSpan AudibleUntil { get; private set; }

    public void Enqueue(string id, TimeSpan length, bool complete)
    {
        var item = _items.Find(known => known.Id == id);
        if (item is null)
        {
            item = new Item(id);
            _items.Add(item);
        }

        item.Received += length;
        item.Complete |= complete;
    }

    public void Complete(string id)
    {
        if (_items.Find(known => known.Id == id) is { } item)
        {
            item.Complete = true;
        }
    }

    public IReadOnlyList<PlayoutPosition> Stop()
    {
        PlayoutPosition[] positions = [.. _items.Select(item => new PlayoutPosition(item.Id, (int)item.Played.TotalMilliseconds, (int)Math.Round(item.Received.TotalMilliseconds, 3)))];
        _items.Clear();
        return positions;
    }

    /// <summary>When something happens next by itself; null in silence.</summary>
    public TimeSpan? NextAt => _items.FirstOrDefault() is not { } item ? null
        : !item.Started && item.Received > TimeSpan.Zero ? _at
        : item.Played < item.Received ? _at + item.Received - item.Played
        : item.Complete ? _at : null;

    /// <summary>Plays on to this moment, which is not behind <see cref="NextAt"/>, and tells what happened at it.</summary>
    public PlayoutEvent? Advance(TimeSpan to)
    {
        if (_items.FirstOrDefault() is not { } item)
        {
            _at = to;
            return null;
        }

        if (item.Started && item.Played < item.Received)
        {
            item.Played += to - _at;
            AudibleUntil = to;
        }

        _at = to;
        if (!item.Started && item.Received > TimeSpan.Zero)
        {
            item.Started = true;
            AudibleUntil = to;
            return new PlayoutStarted(item.Id);
        }

        if (item.Complete && item.Played >= item.Received)
        {
            _items.Remove(item);
            return item.Started ? new PlayoutFinished(item.Id, (int)Math.Round(item.Received.TotalMilliseconds, 3)) : null;
        }

        return null;
    }

    private sealed class Item(string id)
    {
        public string Id { get; } = id;

        public TimeSpan Received { get; set; }

        public TimeSpan Played { get; set; }

        public bool Started { get; set; }

        public bool Complete { get; set; }
    }
}
