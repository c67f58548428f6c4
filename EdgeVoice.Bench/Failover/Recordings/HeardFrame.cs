namespace EdgeVoice.Bench.Failover.Recordings;

/// <summary>20 ms of what a caller's ear got.</summary>
/// <param name="At">When the frame was handed over for play-out, ms since the call's start.</param>
/// <param name="Rms">Loudness: root mean square of the samples, full scale 32768.</param>
/// <param name="Source">Number of the track that it came from; each agent brings one.</param>
internal readonly record struct HeardFrame(double At, int Rms, int Source);
