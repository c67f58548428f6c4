namespace EdgeVoice.RealtimeEmulator.Vad;

internal enum TurnSignalKind
{
    SpeechStarted,
    SpeechStopped,
}

/// <summary>What the detector heard: where on the audio clock, and how long the speech was without its closing pause.</summary>
internal readonly record struct TurnSignal(TurnSignalKind Kind, long AtMs, long SpeechMs);
