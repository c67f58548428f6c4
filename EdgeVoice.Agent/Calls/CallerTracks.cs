namespace EdgeVoice.Agent.Calls;

/// <summary>The caller's tracks in the order in which they came: the newest is the one that is listened to.</summary>
internal sealed class CallerTracks<T>
    where T : class
{
    private readonly List<(string Sid, T Track)> _tracks = [];

    public T? Newest => _tracks.Count > 0 ? _tracks[^1].Track : null;

    public void Add(string sid, T track)
    {
        Remove(sid);
        _tracks.Add((sid, track));
    }

    /// <summary>The track is gone. True when it was the newest.</summary>
    public bool Remove(string sid)
    {
        var index = _tracks.FindIndex(known => known.Sid == sid);
        if (index < 0)
        {
            return false;
        }

        _tracks.RemoveAt(index);
        return index == _tracks.Count;
    }
}
