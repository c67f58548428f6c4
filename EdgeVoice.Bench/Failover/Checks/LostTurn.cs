namespace EdgeVoice.Bench.Failover.Checks;

/// <summary>A turn that the caller was told of and that is not among the turns.</summary>
/// <param name="Generation">Agent that told of it.</param>
/// <param name="Turn">Its number.</param>
/// <param name="Journal">What the journal has of it.</param>
internal sealed record LostTurn(int Generation, int Turn, string Journal);
