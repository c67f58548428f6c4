namespace EdgeVoice.Agent.LiveKit;

/// <summary>
/// How much of a track the core made and never handed over: when its queue is full it drops the oldest and tells nobody which track it
/// was. What it made is in WebRTC's statistics, what came is counted; the difference is the loss and what is on the way at that moment.
/// </summary>
internal sealed class AudioLoss
{
    // What is on the way stands in the queue of a core that gets no turn: the least of three looks is one at which it did.
    private const int Looks = 3;

    // The two figures are not of the same moment. Less than this is counted when more has come to it.
    private static readonly TimeSpan s_blur = TimeSpan.FromMilliseconds(100);

    private readonly Queue<TimeSpan> _missing = new();
    private TimeSpan _start = TimeSpan.MaxValue;

    /// <summary>What is known to be lost.</summary>
    public TimeSpan Total { get; private set; }

    /// <summary>Takes one look, the first of them when the stream begins.</summary>
    /// <param name="made">Audio that WebRTC has made of the track.</param>
    /// <param name="arrived">Audio that had come shortly before.</param>
    /// <returns>What is newly known to be lost.</returns>
    public TimeSpan Look(TimeSpan made, TimeSpan arrived)
    {
        var missing = made - arrived;
        // The track may be older than the stream, and audio may have been on the way at the first look already.
        _start = TimeSpan.FromTicks(Math.Min(_start.Ticks, (missing - Total).Ticks));
        _missing.Enqueue(missing);
        if (_missing.Count < Looks)
        {
            return TimeSpan.Zero;
        }

        var lost = _missing.Min() - _start - Total;
        _missing.Dequeue();
        if (lost < s_blur)
        {
            return TimeSpan.Zero;
        }

        Total += lost;
        return lost;
    }
}
