using EdgeVoice.Gateway.Recovery;
using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Gateway.Resume;

/// <summary>What this region has to say about a call, from memory.</summary>
internal sealed class CallStanding(SlotLedger ledger, OrphanRecovery recovery)
{
    public const string Active = "active";
    public const string Recovering = "recovering";
    public const string Gone = "gone";

    /// <returns>The youngest generation known here, and whether to wait for its agent.</returns>
    public (int Generation, string State) Of(string callId, int known) => ledger.Find(callId) switch
    {
        null => (known, Gone),
        { } lease when lease.Holder is not null || lease.OrphanSince is null || lease.State == LeaseState.Reserved => (lease.Generation, Active),
        { HolderDied: false } lease when ledger.Age(lease) < OrphanRecovery.MissingAfter => (lease.Generation, Active),
        var lease => (lease.Generation, recovery.IsWorthWaiting(lease) ? Recovering : Gone),
    };
}
