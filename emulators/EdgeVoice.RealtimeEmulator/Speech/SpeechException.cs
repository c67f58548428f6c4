namespace EdgeVoice.RealtimeEmulator.Speech;

/// <summary>The speech process is missing, gone or too slow.</summary>
internal sealed class SpeechException(string message) : Exception(message);
