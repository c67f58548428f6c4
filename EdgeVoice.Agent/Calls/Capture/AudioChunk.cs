namespace EdgeVoice.Agent.Calls.Capture;

/// <summary>A piece of one side of a call.</summary>
/// <param name="StartNs">Nanoseconds since 1970 of the first sample.</param>
/// <param name="Samples">G.711 µ-law, 24 kHz, mono.</param>
internal sealed record AudioChunk(string CallId, string Lane, long StartNs, byte[] Samples);
