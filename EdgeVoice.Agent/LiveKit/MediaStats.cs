namespace EdgeVoice.Agent.LiveKit;

/// <summary>How a track arrives, by WebRTC's own statistics.</summary>
/// <param name="RoundTrip">To the LiveKit server, by ICE; null while it is not known.</param>
/// <param name="Received">Packets since the subscription.</param>
/// <param name="Lost">Packets since the subscription; may fall when late ones come.</param>
/// <param name="JitterBuffer">Mean time that audio waited in the jitter buffer since the subscription; null before the first.</param>
internal sealed record MediaStats(TimeSpan? RoundTrip, TimeSpan Jitter, long Received, long Lost, TimeSpan? JitterBuffer);
