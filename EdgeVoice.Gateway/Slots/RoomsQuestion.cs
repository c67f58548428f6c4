namespace EdgeVoice.Gateway.Slots;

/// <summary>The moment before LiveKit was asked: what it answers cannot speak of anything that the ledger heard of later.</summary>
/// <param name="Order">Its place among the ledger's events.</param>
/// <param name="At">Its time on the ledger's clock.</param>
internal readonly record struct RoomsQuestion(long Order, TimeSpan At);
