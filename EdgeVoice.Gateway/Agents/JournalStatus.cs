namespace EdgeVoice.Gateway.Agents;

/// <summary>How far an agent's journal is behind Postgres.</summary>
internal sealed record JournalStatus(long Unshipped, long OldestAgeMs, bool Connected);
