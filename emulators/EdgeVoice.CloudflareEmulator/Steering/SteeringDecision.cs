namespace EdgeVoice.CloudflareEmulator.Steering;

/// <summary>Where a caller is sent and why.</summary>
/// <param name="Pools">Pools to try, in order; never empty.</param>
/// <param name="Candidates">What was considered, in the order of the list.</param>
/// <param name="Reason">In words, for the status page.</param>
/// <param name="SetCookie">Whether the caller is to be kept with the first pool from now on.</param>
internal sealed record SteeringDecision(IReadOnlyList<string> Pools, IReadOnlyList<Candidate> Candidates, string Reason, bool SetCookie);
