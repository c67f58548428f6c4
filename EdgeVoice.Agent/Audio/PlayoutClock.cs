namespace EdgeVoice.Agent.Audio;

/// <summary>
/// How much of what went into the sink has come out. The sink drains in real time and holds what it has not drained,
/// so the rest is known from the time and the amounts alone; nobody can ask the sink.
/// </summary>
internal sealed class PlayoutClock(TimeProvider time)
{
    private long _drainedAt = time.GetTimestamp();

    /// <summary>Audio still in the sink.</summary>
    public TimeSpan Buffered
    {
        get
        {
            var left = time.GetElapsedTime(time.GetTimestamp(), _drainedAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Notes that this much audio entered the sink now.</summary>
    public void Add(TimeSpan audio)
    {
        var now = time.GetTimestamp();
        _drainedAt = Math.Max(now, _drainedAt) + (long)(audio.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Notes that the sink was emptied now.</summary>
    public void Clear() => _drainedAt = time.GetTimestamp();
}
