namespace EdgeVoice.Agent.Audio;

/// <summary>
/// Maps the provider's input clock (ms of audio appended) to the moment at which that audio reached us, so that marks of
/// the provider and marks of play-out can be subtracted from each other. Audio is played to us in real time, so a frame
/// that came late on a busy machine is corrected by those that came after it in time.
/// </summary>
/// <param name="frequency">Of the timestamps, per second.</param>
internal sealed class CallerAudioClock(long frequency)
{
    // 4,096 frames of 20 ms: 80 s back, longer than any endpointing.
    private const int Capacity = 4096;

    // Half a second: the provider says that speech has ended no earlier.
    private const int LaterFrames = 25;

    private readonly Lock _lock = new();
    private readonly (long AudioMs, long Timestamp)[] _frames = new (long, long)[Capacity];
    private long _count;

    /// <param name="audioMs">Input clock at the end of the frame.</param>
    /// <param name="timestamp">When the frame reached us, in <see cref="TimeProvider.GetTimestamp"/> units.</param>
    public void Add(long audioMs, long timestamp)
    {
        lock (_lock)
        {
            _frames[_count++ % Capacity] = (audioMs, timestamp);
        }
    }

    /// <summary>When the audio at this point of the input clock reached us; null when it never did or is too long ago.</summary>
    public long? Find(long audioMs)
    {
        lock (_lock)
        {
            // Where the oldest of a full ring began is forgotten with the frame before it.
            var oldest = Math.Max(0, _count - Capacity + 1);
            for (var index = _count - 1; index >= oldest; index--)
            {
                var frame = _frames[index % Capacity];
                var earlier = index > 0 ? _frames[(index - 1) % Capacity].AudioMs : 0;
                if (audioMs <= frame.AudioMs && audioMs > earlier)
                {
                    return Earliest(index, audioMs);
                }
            }

            return null;
        }
    }

    // Later frames only: before a pause of the whole stream the audio clock stood still.
    private long Earliest(long index, long audioMs)
    {
        var earliest = long.MaxValue;
        for (var later = index; later < Math.Min(_count, index + LaterFrames); later++)
        {
            var frame = _frames[later % Capacity];
            earliest = Math.Min(earliest, frame.Timestamp - ((frame.AudioMs - audioMs) * frequency / 1000));
        }

        return earliest;
    }

    /// <summary>Starts anew: a new provider session counts from zero.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _count = 0;
        }
    }
}
