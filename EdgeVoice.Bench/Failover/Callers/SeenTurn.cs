namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>A finished turn that the agent told of.</summary>
/// <param name="At">ms since the call's start.</param>
internal readonly record struct SeenTurn(double At, int Generation, int Turn, string Initiator);
