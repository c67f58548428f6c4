namespace EdgeVoice.Agent.Realtime;

/// <summary>Tokens of one response.</summary>
internal readonly record struct RealtimeUsage(int InputTokens, int OutputTokens, int InputAudioTokens, int OutputAudioTokens, int CachedTokens)
{
    public static RealtimeUsage operator +(RealtimeUsage left, RealtimeUsage right) => new(
        left.InputTokens + right.InputTokens,
        left.OutputTokens + right.OutputTokens,
        left.InputAudioTokens + right.InputAudioTokens,
        left.OutputAudioTokens + right.OutputAudioTokens,
        left.CachedTokens + right.CachedTokens);
}
