namespace EdgeVoice.RealtimeEmulator.Vad;

/// <summary>
/// The session's turn detection, times in milliseconds of audio. A pause of <c>SilenceMs</c> ends a turn that sounds
/// finished, one of <c>LongestSilenceMs</c> any turn; the two differ for semantic VAD only.
/// </summary>
internal sealed record TurnDetection(
    double Threshold, int PrefixPaddingMs, int SilenceMs, int LongestSilenceMs, int? IdleTimeoutMs, bool CreateResponse, bool InterruptResponse);
