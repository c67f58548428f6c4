namespace EdgeVoice.RealtimeEmulator.Faults;

/// <summary>A fault with what is left of it; sessions share it when it is meant for all.</summary>
internal sealed class PlannedFault(Fault fault)
{
    private int _left = fault.Times ?? (fault.Session == Fault.AllSessions ? int.MaxValue : 1);

    public Fault Fault => fault;

    public int Left => Volatile.Read(ref _left);

    public bool TryUse()
    {
        for (var left = Left; left > 0; left = Left)
        {
            if (Interlocked.CompareExchange(ref _left, left == int.MaxValue ? left : left - 1, left) == left)
            {
                return true;
            }
        }

        return false;
    }

    public void Withdraw() => Interlocked.Exchange(ref _left, 0);
}
