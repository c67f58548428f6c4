namespace EdgeVoice.Gateway.Slots;

/// <summary>The ledger at one moment. Adopted rooms may exceed the capacity; free is never negative.</summary>
internal readonly record struct SlotCounts(int Capacity, int Reserved, int Active)
{
    public int Free => Math.Max(0, Capacity - Reserved - Active);
}
