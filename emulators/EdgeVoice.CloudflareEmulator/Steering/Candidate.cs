namespace EdgeVoice.CloudflareEmulator.Steering;

/// <summary>A pool that was considered for a caller.</summary>
internal sealed record Candidate(string Pool, PoolHealth Health);
