namespace EdgeVoice.Agent.LiveKit;

/// <summary>How a track arrives, by WebRTC's own statistics.</summary>
/// <param name="RoundTrip">To the LiveKit server, by ICE; null while it is not known.</param>
/// <param name="Received">Packets since the subscription.</param>
/// <param name="Lost">Packets since the subscription; may fall when late ones come.</param>
/// <param name="Waited">Time that all samples since the subscription waited in the jitter buffer, added up.</param>
/// <param name="Emitted">How many samples that were.</param>
internal sealed record MediaStats(TimeSpan? RoundTrip, TimeSpan Jitter, long Received, long Lost, TimeSpan Waited, long Emitted)
{
    /// <summary>Mean time that audio waited in the jitter buffer since an earlier look; null when none came since.</summary>
    public TimeSpan? JitterBufferSince(MediaStats? before)
    {
        var samples = Emitted - (before?.Emitted ?? 0);
        return samples > 0 ? (Waited - (before?.Waited ?? TimeSpan.Zero)) / samples : null;
    }
}
