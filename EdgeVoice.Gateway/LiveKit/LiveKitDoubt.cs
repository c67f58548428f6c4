namespace EdgeVoice.Gateway.LiveKit;

/// <summary>Signs that LiveKit may be gone, from whoever had to do with it last: a request without an answer, a signalling socket that ended.</summary>
internal sealed class LiveKitDoubt
{
    private long _signs;

    /// <summary>How many there have been.</summary>
    public long Signs => Volatile.Read(ref _signs);

    public void Raise() => Interlocked.Increment(ref _signs);
}
