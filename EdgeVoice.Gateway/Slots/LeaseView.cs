namespace EdgeVoice.Gateway.Slots;

/// <summary>A lease as others see it.</summary>
/// <param name="Call">The call and the generation of its room.</param>
/// <param name="State">What became of its token.</param>
/// <param name="Generation">Generation of the agent in the room.</param>
/// <param name="Holder">Address of the worker that carries the call, if one is known.</param>
/// <param name="HolderDied">The worker that carried the call is dead.</param>
/// <param name="OrphanSince">Since when no worker has the room, on the ledger's clock: see <see cref="SlotLedger.Age"/>.</param>
internal sealed record LeaseView(CallRoom Call, LeaseState State, int Generation, string? Holder, bool HolderDied, TimeSpan? OrphanSince);
