namespace EdgeVoice.Dashboard.Turns;

internal sealed record Tokens(long Input, long Output, long? InputAudio, long? OutputAudio, long? Cached);
