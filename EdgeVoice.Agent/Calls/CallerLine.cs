namespace EdgeVoice.Agent.Calls;

/// <summary>Whether anything can be heard of the caller at all; who speaks is the provider's to tell.</summary>
internal sealed class CallerLine
{
    // One per cent of full scale: a voice at arm's length is ten times louder, a muted microphone is nothing.
    private const short Audible = 328;

    private long _audibleAt;

    /// <summary>Timestamp of the last frame with sound in it; null before there was one.</summary>
    public long? AudibleAt => Interlocked.Read(ref _audibleAt) is var at and not 0 ? at : null;

    public void Note(ReadOnlySpan<short> samples, long timestamp)
    {
        if (samples.ContainsAnyExceptInRange((short)-Audible, Audible))
        {
            Interlocked.Exchange(ref _audibleAt, timestamp);
        }
    }
}
