namespace EdgeVoice.Agent.Status;

/// <summary>What this worker tells the region's gateway of itself.</summary>
internal sealed record AgentStatus(
    string Region,
    int Slots,
    int Active,
    bool Draining,
    bool Registered,
    IReadOnlyList<AgentStatus.Call> Calls,
    IReadOnlyList<AgentStatus.Provider> Providers,
    AgentStatus.JournalState Journal)
{
    internal sealed record Call(string CallId, int Generation, string Room);

    /// <param name="State"><c>unknown</c>, <c>healthy</c>, <c>slow</c> or <c>down</c>.</param>
    /// <param name="HandshakeMs">How long the last session took to open, in ms; null when none has been opened.</param>
    /// <param name="AgeMs">How long ago that was, in ms.</param>
    /// <param name="Chosen">New sessions are opened here.</param>
    internal sealed record Provider(string Name, string State, int? HandshakeMs, long? AgeMs, bool Chosen);

    /// <param name="Unshipped">Entries that are not in PostgreSQL.</param>
    /// <param name="OldestAgeMs">How long the oldest of them has waited, in ms; 0 when there is none.</param>
    /// <param name="Connected">PostgreSQL took the last entries that were offered to it.</param>
    internal sealed record JournalState(long Unshipped, long OldestAgeMs, bool Connected);
}
