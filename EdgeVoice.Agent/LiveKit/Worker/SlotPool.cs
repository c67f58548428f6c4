namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>The calls that this worker can carry at the same time. A slot is taken before a job is accepted.</summary>
internal sealed class SlotPool
{
    private int _active;

    public SlotPool(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
    }

    /// <summary>A slot was taken or freed. Raised on the thread that did it: must not block.</summary>
    public event Action? Changed;

    public int Capacity { get; }

    public int Active => Volatile.Read(ref _active);

    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SlotLease? lease)
    {
        var active = Active;
        while (active < Capacity)
        {
            var seen = Interlocked.CompareExchange(ref _active, active + 1, active);
            if (seen == active)
            {
                lease = new SlotLease(this);
                Changed?.Invoke();
                return true;
            }

            active = seen;
        }

        lease = null;
        return false;
    }

    internal void Free()
    {
        Interlocked.Decrement(ref _active);
        Changed?.Invoke();
    }
}
