namespace EdgeVoice.RealtimeEmulator.Responses;

internal readonly record struct AudioDelta(ReadOnlyMemory<byte> Bytes, double StartMs, double LengthMs);
