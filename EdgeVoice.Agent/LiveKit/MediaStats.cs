namespace EdgeVoice.Agent.LiveKit;

/// <summary>How a track arrives, by WebRTC's own statistics.</summary>
/// <param name="RoundTrip">To the LiveKit server, by ICE; null while it is not known.</param>
/// <param name="Received">Packets since the subscription.</param>
/// <param name="Lost">Packets since the subscription; may fall when late ones come.</param>
/// <param name="Waited">Time that all samples since the subscription waited in the jitter buffer, added up.</param>
/// <param name="Emitted">How many samples that were.</param>
/// <param name="Made">Audio that was made of the track, with what was concealed and silence; it goes on with the clock.</param>
internal sealed record MediaStats(TimeSpan? RoundTrip, TimeSpan Jitter, long Received, long Lost, TimeSpan Waited, long Emitted, TimeSpan Made)
{
    /// <summary>
    /// Mean time that audio waited in the jitter buffer since an earlier look; null when none came since, and without one:
    /// what waited while the subscription began is no measure of what waits now.
    /// </summary>
    public TimeSpan? JitterBufferSince(MediaStats? before) =>
        before is not null && Emitted > before.Emitted ? (Waited - before.Waited) / (Emitted - before.Emitted) : null;
}
