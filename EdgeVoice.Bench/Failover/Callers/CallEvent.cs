namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>Something that a caller noticed or did.</summary>
/// <param name="At">ms since the call's start.</param>
internal readonly record struct CallEvent(double At, string What);
